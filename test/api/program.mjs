// The package as its users' compiler sees it: the declarations in dist, read once by the TypeScript that API Extractor brings.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CompilerState, ExtractorConfig } from '@microsoft/api-extractor'

export const root = fileURLToPath(new URL('../../', import.meta.url))

const require = createRequire(import.meta.url)

/** The compiler's API. The `typescript` of this package is another, without one. */
export const ts = createRequire(require.resolve('@microsoft/api-extractor'))('typescript')

const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

/** Every door of the package: its name, which is that of its report, and its declarations. */
export const doors = Object.entries(exports).flatMap(([path, { types }]) =>
  types === undefined ? [] : [{ name: path === '.' ? 'index' : path.slice('./'.length), entry: join(root, types) }]
)

const compilerOptions = {
  target: 'ES2022',
  lib: ['ES2023', 'DOM', 'DOM.Iterable', 'DOM.AsyncIterable'],
  module: 'NodeNext',
  moduleResolution: 'NodeNext',
  types: ['node'],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: true
}

const off = { logLevel: 'none' }
const toCaller = { logLevel: 'warning', addToApiReportFile: false }

/** How API Extractor looks at one door; it writes into `folder`. */
export const configOf = ({ name, entry }, folder) =>
  ExtractorConfig.prepare({
    packageJsonFullPath: join(root, 'package.json'),
    configObject: {
      projectFolder: root,
      mainEntryPointFilePath: entry,
      newlineKind: 'lf',
      compiler: { overrideTsconfig: { compilerOptions, files: doors.map((door) => door.entry) } },
      apiReport: {
        enabled: true,
        reportFileName: `${name}.api.md`,
        reportFolder: folder,
        reportTempFolder: join(folder, 'temp'),
        // The first door's types are what all others speak of: they stand in its report, to the last, and are not repeated.
        includeForgottenExports: name === 'index'
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        compilerMessageReporting: { default: toCaller },
        extractorMessageReporting: {
          default: toCaller,
          // There are no stages of release: what is exported is public.
          'ae-missing-release-tag': off,
          'ae-incompatible-release-tags': off,
          'ae-internal-missing-underscore': off,
          // Asked for all doors at once, and of every comment, by api.unit.test.ts.
          'ae-forgotten-export': off,
          'ae-undocumented': off
        },
        tsdocMessageReporting: { default: toCaller }
      }
    }
  })

/** All doors in one program. */
export const compilerState = CompilerState.create(configOf(doors[0], root), {
  additionalEntryPoints: doors.map(({ entry }) => entry)
})
