// The supported versions of Node, and where each is: the one that runs this, or a package of this folder.
import { fileURLToPath } from 'node:url'

/** Major versions. */
export const nodeVersions = [20, 22, 24]

/** @param {number} major */
export const nodeOf = (major) =>
  Number(process.versions.node.split('.')[0]) === major
    ? process.execPath
    : fileURLToPath(new URL(`node_modules/node${major}/bin/node`, import.meta.url))
