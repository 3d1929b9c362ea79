/**
 * What the sources say of their types: fields with their types and doc comments. Read with the TypeScript that api-extractor brings along:
 * version 7 has no API yet.
 */
import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const require = createRequire(import.meta.url)
const ts = createRequire(require.resolve('@microsoft/api-extractor'))('typescript')

const folder = fileURLToPath(new URL('../../../src/', import.meta.url))
const rooms = ['lifecycle', 'decider', 'aggregate', 'resource-sharing', 'backup-policies']
const files = rooms.flatMap((room) =>
  readdirSync(`${folder}${room}`).flatMap((name) => (name.endsWith('.ts') ? [`${folder}${room}/${name}`] : []))
)

// Nothing is checked, so neither libraries nor packages are needed.
const program = ts.createProgram(files, {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  strict: true,
  allowImportingTsExtensions: true,
  noEmit: true,
  noLib: true,
  noResolve: true,
  types: []
})
const checker = program.getTypeChecker()

const sourceOf = (file) => {
  const source = program.getSourceFile(`${folder}${file}`)
  if (source === undefined) throw new Error(`there is no src/${file}`)
  return source
}

const docOf = (symbol) => ts.displayPartsToString(symbol.getDocumentationComment(checker)).replaceAll(/\s*\n\s*/g, ' ')

/** The declarations of a file by name, exported or not. */
const declarationsIn = (source) =>
  new Map(
    source.statements
      .flatMap((statement) => (ts.isVariableStatement(statement) ? statement.declarationList.declarations : [statement]))
      .flatMap((declaration) => (declaration.name === undefined ? [] : [[declaration.name.text, declaration]]))
  )

const declared = (file, name) => {
  const declaration = declarationsIn(sourceOf(file)).get(name)
  if (declaration === undefined) throw new Error(`src/${file} has no ${name}`)
  return checker.getSymbolAtLocation(declaration.name)
}

/** An expression without what only types it, or freezes it. */
const bare = (node) => {
  if (ts.isCallExpression(node)) return bare(node.arguments[0])
  return ts.isAsExpression(node) || ts.isSatisfiesExpression(node) ? bare(node.expression) : node
}

/** Unions of words that a list in the source spells out, by their names: `(typeof list)[number]`. */
const words = new Map(
  files.flatMap((file) => {
    const declarations = declarationsIn(program.getSourceFile(file))
    return [...declarations].flatMap(([name, { type }]) => {
      const [, list] = /^\(typeof (\w+)\)\[number\]$/.exec(type?.getText()) ?? []
      if (list === undefined) return []
      const { elements } = bare(declarations.get(list).initializer)
      return [[name, elements.map((word) => word.getText()).join(' | ')]]
    })
  })
)

/** A type as it is written, without what a reader knows from elsewhere. `given`: what stands for the parameters of its owner. */
const textOf = (node, given = new Map()) =>
  node
    .getText()
    .replaceAll(/\s+/g, ' ')
    .replace(/^\| /, '')
    .replaceAll('readonly ', '')
    .replace(/^Readonly<(.*)>$/, '$1')
    .replace(/ \| undefined$/, '')
    .replaceAll(/\b[A-Z]\w*\b/g, (name) => given.get(name) ?? name)
    .replace(/^\w+$/, (name) => words.get(name) ?? name)

/** The type of a field: text and doc comment, and the fields of one that is written out in its place, under their whole names. */
const fieldOf = (symbol, given, prefix = '') => {
  const node = symbol.declarations?.[0]
  if (node?.type === undefined) throw new Error(`${symbol.name} has no type of its own`)
  const field = { name: `${prefix}${symbol.name}`, isOptional: node.questionToken !== undefined, doc: docOf(symbol) }
  if (!ts.isTypeLiteralNode(node.type)) return [{ ...field, type: textOf(node.type, given) }]
  const inner = node.type.members.map(({ symbol: member }) => member)
  return [{ ...field, type: 'object' }, ...inner.flatMap((member) => fieldOf(member, given, `${field.name}.`))]
}

/** The fields of an exported type, those that it takes over from others included, each as `{ name, type, isOptional, doc }`. */
export const fieldsOf = (file, name) => {
  const type = checker.getDeclaredTypeOfSymbol(declared(file, name))
  const parameters = type.target?.typeParameters ?? []
  const given = new Map(parameters.map(({ symbol }, at) => [symbol.name, type.typeArguments[at].symbol.name]))
  return type.getProperties().flatMap((symbol) => fieldOf(symbol, given))
}

/** The doc comment of what a file exports. */
export const commentOf = (file, name) => docOf(declared(file, name))

/** What a function is said to throw. */
export const throwsOf = (file, name) =>
  declared(file, name)
    .getJsDocTags(checker)
    .flatMap(({ name: tag, text }) => (tag === 'throws' ? [ts.displayPartsToString(text).replaceAll(/\s*\n\s*/g, ' ')] : []))

/** The functions that a file exports, as `{ name, doc }`. */
export const functionsOf = (file) =>
  checker.getExportsOfModule(checker.getSymbolAtLocation(sourceOf(file))).flatMap((symbol) => {
    const { initializer } = symbol.valueDeclaration ?? {}
    return initializer && ts.isArrowFunction(initializer) ? [{ name: symbol.name, doc: docOf(symbol) }] : []
  })

/** The names of the types that a union holds. */
export const membersOf = (file, name) =>
  checker.getDeclaredTypeOfSymbol(declared(file, name)).types.map(({ aliasSymbol, symbol }) => (aliasSymbol ?? symbol).name)

/** The doc comments of the entries of an exported record, by name; without one, an empty text. */
export const entryCommentsOf = (file, name) => {
  const { valueDeclaration } = declared(file, name)
  const { properties } = bare(valueDeclaration.initializer)
  if (properties === undefined) throw new Error(`${name} in src/${file} is not written out as an object`)
  return Object.fromEntries(properties.map(({ name: entry, symbol }) => [entry.text, docOf(symbol)]))
}
