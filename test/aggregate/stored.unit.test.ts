/** The record of an association as text: its fields in their order, and what holds of every record. */
import { describe, expect, test } from 'vitest'
import { copyOptional } from '../../src/aggregate/association.ts'
import { recordLaws, recordRules, writtenRecord } from '../../src/aggregate/stored.ts'
import { breachIn, faultIn } from '../../src/decider/stored.ts'
import type { lifecycle } from '../../src/index.ts'

type AssociationRecord = NonNullable<ReturnType<typeof lifecycle.toRecord>>

const live: AssociationRecord = { status: 'Associated', createTime: 1, updateTime: 2 }
const ended: AssociationRecord = { ...live, status: 'Disassociated', expiresFrom: 2, expiresBy: 3 }
const failed: AssociationRecord = { ...ended, status: 'Failed', failedOperation: 'Associate', message: 'no' }

test('every field is written, in one order, and one that is not there leaves no trace', () => {
  const backwards = Object.fromEntries(Object.entries(failed).reverse()) as unknown as AssociationRecord
  expect(JSON.stringify(writtenRecord(backwards))).toBe(
    '{"status":"Failed","createTime":1,"updateTime":2,"message":"no","failedOperation":"Associate","expiresFrom":2,"expiresBy":3}'
  )
  expect(JSON.stringify(writtenRecord(live))).toBe('{"status":"Associated","createTime":1,"updateTime":2}')
  expect(Object.keys(writtenRecord(live))).toStrictEqual(Object.keys(recordRules))
})

test('what only some records have is copied where it is there', () => {
  for (const record of [live, ended, failed]) {
    const { status, createTime, updateTime } = record
    const copy = { status, createTime, updateTime }
    copyOptional(copy, record)
    expect(copy).toStrictEqual(record)
  }
})

describe('what holds of every record', () => {
  const operation = 'it must have a failedOperation when it is Failed, and only then'
  const message = 'it must have a message only when it has ended'
  const times = 'it must have expiresFrom and expiresBy when it has ended, and only then'
  test.each<readonly [string, Partial<AssociationRecord>, string | undefined]>([
    ['live', live, undefined],
    ['ended', ended, undefined],
    ['ended, with a message', { ...ended, message: '' }, undefined],
    ['failed', failed, undefined],
    ['failed to disassociate', { ...failed, failedOperation: 'Disassociate' }, undefined],
    ['failed at nothing', { ...ended, status: 'Failed' }, operation],
    ['live, with what failed', { ...live, failedOperation: 'Associate' }, operation],
    ['ended, with what failed', { ...ended, failedOperation: 'Associate' }, operation],
    ['live, with a message', { ...live, message: '' }, message],
    ['live, with deadlines', { ...live, expiresFrom: 2, expiresBy: 3 }, times],
    ['ended, without deadlines', { ...live, status: 'Disassociated' }, times],
    ['changed before it was made', { ...live, updateTime: 0 }, 'it must not have an updateTime before its createTime'],
    ['expiring before it ended', { ...ended, expiresFrom: 1 }, 'it must have updateTime <= expiresFrom <= expiresBy']
  ])('%s', (_, record, says) => {
    expect(faultIn('it', record, recordRules)).toBe(undefined)
    expect(breachIn('it', record as AssociationRecord, recordLaws)?.message).toBe(says)
  })
})
