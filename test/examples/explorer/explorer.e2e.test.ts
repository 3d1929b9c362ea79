/** The explorer in a browser: what people come for, in both systems, with documented requests and what they are answered. */
import { describe, expect } from 'vitest'
import { isChromiumMissing, soon, test } from './chromium.ts'
import { jsonIn, partsOf, send, stepsIn } from './parts.ts'

const share = 'rs-6GRmdD3X****'
const account = '172050525300****'
const vSwitch = { ResourceId: 'vsw-bp183p93qs667muql****', ResourceType: 'VSwitch' }
const policy = 'af8a20b0-117d-4fc3-ae53-aa3968a4f870'
const volume = 'bce8d47a-af17-4169-901f-4c7ae9f29c2c'

describe.skipIf(isChromiumMissing)('Resource Sharing', () => {
  test('associates and disassociates with the documented requests', async ({ visit }) => {
    const { page } = await visit()
    const parts = partsOf(page)
    const { reply, lifecycle, shares, button, action, life, json } = parts
    await button('Start anew').click()
    await shares.getByText('There is nothing here yet.').waitFor()

    await send(parts, 'CreateResourceShare')
    await life(/^test rs-6GRmdD3X\*{4} Active$/).waitFor()
    await parts.operation.selectOption({ label: 'AssociateResourceShare' })
    expect(JSON.parse(await json.inputValue())).toStrictEqual({
      ResourceShareId: share,
      Resources: [vSwitch],
      Targets: [account]
    })
    await parts.send.click()
    await reply.getByText('200 OK', { exact: true }).waitFor()
    expect(await jsonIn(parts)).toMatchObject({
      ResourceShareAssociations: [
        { EntityId: vSwitch.ResourceId, EntityType: 'VSwitch', AssociationType: 'Resource', AssociationStatus: 'Associating' },
        { EntityId: account, EntityType: 'Account', AssociationType: 'Target', AssociationStatus: 'Associating' }
      ]
    })

    await life(/^Account /).click()
    await action('AssociationSucceeded').click()
    await reply.getByText('Accepted', { exact: true }).waitFor()
    await life(/^Account 172050525300\*{4} Associated$/).waitFor()
    await life(/^VSwitch .* Associating$/).waitFor()

    await parts.operation.selectOption({ label: 'DisassociateResourceShare' })
    expect(JSON.parse(await json.inputValue())).toStrictEqual({ ResourceShareId: share, Targets: [account] })
    await parts.send.click()
    await reply.getByText('200 OK', { exact: true }).waitFor()
    expect(await jsonIn(parts)).toMatchObject({
      ResourceShareAssociations: [{ EntityId: account, ResourceShareName: 'test', AssociationStatus: 'Disassociating' }]
    })
    await reply.getByText('DisassociationStarted').waitFor()

    await action('DisassociationSucceeded').click()
    await life(/^Account 172050525300\*{4} Disassociated may go in 48 h, gone in 96 h$/).waitFor()
    await lifecycle.getByText('; may go in 48 h, gone in 96 h').waitFor()
    expect(await stepsIn(parts)).toStrictEqual([
      '1 CreateResourceShare ok test',
      `2 AssociateResourceShare ok ${share}`,
      `3 AssociationSucceeded ok ${share} Account ${account}`,
      `4 DisassociateResourceShare ok ${share}`,
      `5 DisassociationSucceeded ok ${share} Account ${account}`
    ])
  })

  test('answers what comes too early with the documented conflict, and nothing changes', async ({ visit }) => {
    const { page } = await visit()
    const parts = partsOf(page)
    const before = await parts.shares.textContent()
    await send(parts, 'DisassociateResourceShare')
    await parts.reply.getByText('409 Conflict', { exact: true }).waitFor()
    await parts.reply.getByText('DisassociateConflict', { exact: true }).waitFor()
    expect(await jsonIn(parts)).toMatchObject({ Code: 'DisassociateConflict' })
    await parts.reply.getByText('None: nothing has changed.').waitFor()
    expect(await parts.shares.textContent()).toBe(before)
    expect((await stepsIn(parts)).at(-1)).toBe(`3 DisassociateResourceShare DisassociateConflict ${share}`)
  })

  test('answers a bad request with the documented error and its status', async ({ visit }) => {
    const { page } = await visit()
    const parts = partsOf(page)
    await send(parts, 'DisassociateResourceShare', { ResourceShareId: share })
    await parts.reply.getByText('400 Bad Request', { exact: true }).waitFor()
    await parts.reply.getByText('ResourceAndTargetBothEmpty', { exact: true }).waitFor()
    expect(await jsonIn(parts)).toMatchObject({ Code: 'ResourceAndTargetBothEmpty' })

    await send(parts, 'DisassociateResourceShare', { ResourceShareId: 'rs-nowhere', Targets: [account] })
    await parts.reply.getByText('404 Not Found', { exact: true }).waitFor()
    await send(parts, 'Any command', { type: 'ShareEverything', request: {} })
    await parts.reply.getByText('InvalidParameter', { exact: true }).waitFor()
  })

  test('says at the field what is wrong with its text, and where; nothing is sent', async ({ visit }) => {
    const { page } = await visit()
    const parts = partsOf(page)
    const { json, request } = parts
    await json.fill('{\n  "ResourceShareId": "rs-6GRmdD3X****",\n  "Targets": [17205052530O]\n}')
    await parts.send.click()
    const alert = request.getByRole('alert')
    await soon(() => alert.textContent()).toMatch(/^request:3:\d+: \S/)
    expect(await json.getAttribute('aria-invalid')).toBe('true')
    expect(await json.getAttribute('aria-describedby')).toBe(await alert.getAttribute('id'))
    expect(await json.and(page.locator(':focus')).count()).toBe(1)
    expect(await stepsIn(parts)).toHaveLength(2)

    await json.fill('{}')
    await soon(() => alert.count()).toBe(0)
    expect(await json.getAttribute('aria-invalid')).toBeNull()

    await page.getByRole('textbox', { name: 'Duration' }).fill('two days')
    await parts.button('Let it pass').click()
    await parts.clock
      .getByRole('alert')
      .getByText(/two days/)
      .waitFor()
    await page.getByText('Other facts').click()
    await page.getByRole('textbox', { name: 'Facts (JSON)' }).fill('{ "limits": }')
    await parts.send.click()
    await request
      .getByRole('alert')
      .getByText(/^facts:1:13: /)
      .waitFor()
    expect(await stepsIn(parts)).toHaveLength(2)
    // One goes on writing where the fault was, and no letter is lost.
    const facts = page.getByRole('textbox', { name: 'Facts (JSON)' })
    await page.keyboard.press('End')
    await page.keyboard.type(' {}')
    await soon(() => facts.inputValue()).toBe('{ "limits": } {}')
    expect(await facts.and(page.locator(':focus')).count()).toBe(1)
  })

  test('keeps a record for 48 hours, lets a sweep delete it from then on, and shows it to nobody after 96', async ({ visit }) => {
    const { page } = await visit()
    const parts = partsOf(page)
    const { clock, shares, button, action, life, lifecycle, reply } = parts
    await life(/^Account /).click()
    await action('AssociationSucceeded').click()
    await clock.getByText('none: nothing changes by itself').waitFor()
    await action('DisassociateResourceShare').click()
    await action('DisassociationSucceeded').click()
    await clock.getByText('in 48 h', { exact: true }).waitFor()
    await button('+1 h').click()
    await life(/^Account .* may go in 47 h, gone in 95 h$/).waitFor()
    await send(parts, 'Sweep')
    await reply.getByText('None: nothing has changed.').waitFor()

    await button('Next deadline').click()
    await reply.getByText(`Account ${account} may be deleted from now on`).waitFor()
    await life(/^Account .* may go now, gone in 48 h$/).waitFor()
    await clock.getByText('48 h since the start').waitFor()
    await action('Sweep').click()
    await reply.getByText('AssociationExpired').waitFor()
    await soon(() => shares.getByRole('button', { name: /^Account/ }).count()).toBe(0)

    await button('Undo').click()
    await button('+48 h').click()
    await reply.getByText(`Account ${account} is gone for every reader`).waitFor()
    await soon(() => shares.getByRole('button', { name: /^Account/ }).count()).toBe(0)
    // Whoever has followed it sees how it ended.
    await lifecycle.getByText(account, { exact: true }).waitFor()
    await lifecycle.getByText('gone for every reader: its time was over, just now').waitFor()
    await parts.diagram.locator('.is-current[data-state=Expired]').waitFor()
    await send(parts, 'ListResourceShareAssociations', { AssociationType: 'Target' })
    await reply.getByText('200 OK', { exact: true }).waitFor()
    expect(await jsonIn(parts)).toMatchObject({ ResourceShareAssociations: [] })

    await button('Undo').click()
    await button('Undo').click()
    await button('Undo').click()
    await life(/^Account .* may go in 47 h, gone in 95 h$/).waitFor()
    await button('+96 h').click()
    await soon(() => reply.getByRole('listitem').allTextContents()).toStrictEqual([
      expect.stringContaining(`Account ${account} may be deleted from now on`),
      expect.stringContaining(`Account ${account} is gone for every reader`)
    ])
    await clock.getByText('2020-12-08 10:40:41.250').waitFor()
  })
})

describe.skipIf(isChromiumMissing)('backup policies', () => {
  test('tell for each disk whether it came into the policy, and why not', async ({ visit }) => {
    const { page } = await visit()
    const parts = partsOf(page)
    const { tab, policies, reply, action, life } = parts
    await tab('Backup policies').click()
    await policies.getByText('plan01').waitFor()
    await parts.button('Start anew').click()
    await send(parts, 'CreateBackupPolicy')
    await life(/^plan01 af8a20b0-.* 0 resources$/).waitFor()
    const disks = [volume, '0ad4bb36-6a5c-4b1d-9a8b-3a9b7f6e8f11'].map((id) => ({ resource_id: id, resource_type: 'volume' }))
    await send(parts, 'AssociateResources', { backup_policy_id: policy, resources: disks })
    await life(/^plan01 .* 2 resources$/).waitFor()

    const missing = '11111111-2222-4333-8444-555555555555'
    await send(parts, 'DisassociateResources', {
      policy_id: policy,
      resources: [{ resource_id: volume }, { resource_id: missing }]
    })
    await reply.getByText('200 OK', { exact: true }).waitFor()
    expect(await jsonIn(parts)).toMatchObject({
      success_resources: [{ resource_id: volume }],
      fail_resources: [{ resource_id: missing }]
    })
    expect(await jsonIn(parts, 'Failures')).toStrictEqual([{ resource_id: missing, reason: 'NotAssociated' }])
    expect((await stepsIn(parts)).at(-1)).toBe(`3 DisassociateResources ok, 1 failure ${policy}`)
    await life(new RegExp(`^volume ${volume} Disassociated may go in 48 h, gone in 96 h$`)).waitFor()
    await life(/^volume 0ad4bb36-.* Associated$/).waitFor()

    await life(new RegExp(`^volume ${volume} `)).click()
    await action('AssociateResources').click()
    await life(new RegExp(`^volume ${volume} Associated$`)).waitFor()
    await action('DeleteBackupPolicy').waitFor({ state: 'detached' })
    await send(parts, 'DeleteBackupPolicy', { policy_id: policy })
    await policies.getByText(`Deleted: ${policy}`).waitFor()
  })

  test('keep a session of their own beside that of Resource Sharing', async ({ visit }) => {
    const { page } = await visit()
    const parts = partsOf(page)
    await parts.button('+1 h').click()
    await parts.tab('Backup policies').click()
    await page.getByRole('tabpanel', { name: 'Backup policies' }).waitFor()
    expect(await stepsIn(parts)).toHaveLength(5)
    await parts.tab('Resource Sharing').click()
    await page.getByRole('tabpanel', { name: 'Resource Sharing' }).waitFor()
    expect((await stepsIn(parts)).at(-1)).toBe('3 Clock +1 h time passed ')
  })
})
