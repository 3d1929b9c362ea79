// What users can reach: the exports of every door, the declarations that those are made of, and what is said of each.
import { readFileSync } from 'node:fs'
import { join, posix, sep } from 'node:path'
import { compilerState, doors, root, ts } from './program.mjs'

const { program } = compilerState
const checker = program.getTypeChecker()
const dist = `${join(root, 'dist').replaceAll(sep, '/')}/`

const meantBy = (symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol)
const isNamespace = (symbol) => (symbol.flags & ts.SymbolFlags.ValueModule) !== 0
const isOwn = (node) => node.getSourceFile().fileName.startsWith(dist)

const fileOf = (node) =>
  node
    .getSourceFile()
    .fileName.slice(dist.length)
    .replace(/\.d\.ts$/, '.ts')

/** The comment at the top of a source says what the file is. In the declarations it may stand before the first of them. */
const isOfItsFile = (comment) =>
  comment.getStart() === 0 && readFileSync(join(root, 'src', fileOf(comment)), 'utf8').startsWith(comment.getText())

const commentsOf = (node) => ts.getJSDocCommentsAndTags(node).filter((part) => ts.isJSDoc(part) && !isOfItsFile(part))

/** What is said of a node, as it is written: all that is before it, without its stars. */
export const commentOf = (node) => {
  const text = commentsOf(node).at(-1)?.getText() ?? ''
  return text
    .replace(/^\/\*\*|\*\/$/g, '')
    .replace(/^\s*\* ?/gm, '')
    .trim()
}

/** `export * as name from`: what is said of the namespace stands before that. */
const statementOf = (declaration) => (ts.isNamespaceExport(declaration) ? declaration.parent : declaration)

const roomOf = (module) => posix.dirname(fileOf(module.declarations[0]))

const exportsIn = (module, door, path) =>
  checker.getExportsOfModule(module).flatMap((symbol) => {
    const meant = meantBy(symbol)
    const entry = { door, room: roomOf(module), path: [...path, symbol.name].join('.'), name: symbol.name }
    if (!isNamespace(meant)) {
      const { declarations } = meant
      const comment = declarations.map(commentOf).find((text) => text !== '') ?? ''
      return [{ ...entry, isType: (meant.flags & ts.SymbolFlags.Type) !== 0, declarations, comment }]
    }
    const comment = commentOf(statementOf(symbol.declarations[0]))
    return [{ ...entry, isNamespace: true, declarations: [], comment }, ...exportsIn(meant, door, [...path, symbol.name])]
  })

/** The exports of all doors, with those of their namespaces: `resourceSharing.wire.apiVersion`. `room` is the folder of the module. */
export const exported = doors.flatMap(({ name, entry }) =>
  exportsIn(checker.getSymbolAtLocation(program.getSourceFile(entry)), name, [])
)

const visitAll = (node, visit) => {
  visit(node)
  ts.forEachChild(node, (child) => visitAll(child, visit))
}

const isOfFile = (declaration) => {
  const statement = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration
  return statement.parent !== undefined && ts.isSourceFile(statement.parent)
}

/** All own declarations that the exports are made of, exports included: what a change of a type may be a change of. */
export const reachable = (() => {
  const found = new Set()
  const visit = (declaration) => {
    if (found.has(declaration) || !isOwn(declaration) || !isOfFile(declaration)) return
    found.add(declaration)
    visitAll(declaration, (node) => {
      if (!ts.isIdentifier(node)) return
      const symbol = checker.getSymbolAtLocation(node)
      for (const next of (symbol && meantBy(symbol).declarations) ?? []) visit(next)
    })
  }
  for (const { declarations } of exported) for (const declaration of declarations) visit(declaration)
  return found
})()

/** The name and place of a declaration, for messages. */
export const placeOf = (declaration) => `${fileOf(declaration)}: ${declaration.name?.getText() ?? ''}`

/** The types of what a function takes, as they are called; nothing for what is no function. */
export const parametersOf = ({ declarations }) =>
  declarations.flatMap((declaration) =>
    checker
      .getTypeAtLocation(declaration)
      .getCallSignatures()
      .flatMap(({ parameters }) => parameters)
      .map((parameter) => checker.typeToString(checker.getTypeOfSymbolAtLocation(parameter, declaration)))
  )

const isMember = (node) =>
  ts.isPropertySignature(node) || ts.isMethodSignature(node) || ts.isPropertyDeclaration(node) || ts.isMethodDeclaration(node)

const isPublic = (node) => !ts.isPrivateIdentifier(node.name) && !(ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Private)

/** Whether a type is one of this package's by name, or a list of it: then the name says what it is, and its comment the rest. */
const isNamedType = (type) => {
  if (type === undefined) return false
  if (ts.isTypeOperatorNode(type)) return isNamedType(type.type)
  if (ts.isArrayTypeNode(type)) return isNamedType(type.elementType)
  if (!ts.isTypeReferenceNode(type)) return false
  const symbol = checker.getSymbolAtLocation(type.typeName)
  return symbol !== undefined && meantBy(symbol).declarations.some((declaration) => reachable.has(declaration))
}

const memberOf = (declaration, node) => ({
  name: node.name.getText(),
  type: node.type?.getText() ?? '',
  isLiteral: node.type !== undefined && ts.isLiteralTypeNode(node.type),
  isNamedType: isNamedType(node.type),
  isWritable: ts.isPropertySignature(node) && !(ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Readonly),
  comment: commentOf(node),
  place: `${placeOf(declaration)}.${node.name.getText()}`
})

/** The members of an interface or a class. */
export const membersOf = (declaration) =>
  [...(declaration.members ?? [])].filter((node) => isMember(node) && isPublic(node)).map((node) => memberOf(declaration, node))

/** The numbers in a type, at any depth, each with all that is said of it on the way there. */
export const numbersIn = (declaration) => {
  const numbers = []
  const visit = (node, said) => {
    const all = isMember(node) ? [...said, commentOf(node)] : said
    if (isMember(node) && node.type?.kind === ts.SyntaxKind.NumberKeyword)
      numbers.push({ name: node.name.getText(), said: all.join(' '), place: `${placeOf(declaration)}: ${node.name.getText()}` })
    ts.forEachChild(node, (child) => visit(child, all))
  }
  visit(declaration, [commentOf(declaration)])
  return numbers
}
