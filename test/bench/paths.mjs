// An exact count beside the times: how many nodes a command copies for each record that it touches, and how deep the trie is.
import { pickIds, sizes, stateOf, systems } from './world.mjs'

const tableOf = ({ associations, live }) => associations ?? live

/** Nodes are private: this looks at them as the tests of the collections do. */
const kidsOf = ({ items }) => items.filter((item) => item?.items !== undefined)
const nodesOf = (node) => [node, ...kidsOf(node).flatMap(nodesOf)]
const depthOf = (node) => 1 + kidsOf(node).reduce((deepest, kid) => Math.max(deepest, depthOf(kid)), 0)
const rootOf = (state) => tableOf(state).rows.root

const countCopied = (before, after) => {
  const known = new Set(nodesOf(before))
  return nodesOf(after).filter((node) => !known.has(node)).length
}

const pathsAt = (world, size) => {
  const state = stateOf(world, size)
  const ids = pickIds(size)
  const { state: next } = world.disassociate(state, world.requestOf(ids), world.facts)
  return { copied: countCopied(rootOf(state), rootOf(next)) / ids.length, depth: depthOf(rootOf(state)) }
}

/** Nodes copied a record and depth, by system and size. */
export const measurePaths = (upTo, say) =>
  systems.map((world) => ({
    name: world.name,
    ...Object.fromEntries(
      sizes
        .filter((size) => size <= upTo)
        .map((size) => {
          say(`nodes copied among ${size.toLocaleString('en')}: ${world.name}`)
          return [size, pathsAt(world, size)]
        })
    )
  }))
