// What users can reach: the exports of every door, the declarations that those are made of, and what is said of each.
import { join, relative, sep } from 'node:path'
import { compilerState, doors, root, ts } from './program.mjs'

const { program } = compilerState
const checker = program.getTypeChecker()
const dist = join(root, 'dist', sep)

const meantBy = (symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol)
const isNamespace = (symbol) => (symbol.flags & ts.SymbolFlags.ValueModule) !== 0
const isOwn = (node) => node.getSourceFile().fileName.startsWith(dist)

/** The comments of a node. The one at the top of a file is the file's. */
const commentsOf = (node) => ts.getJSDocCommentsAndTags(node).filter((part) => ts.isJSDoc(part) && part.getStart() > 0)

/** What is said of a node, as it is written: all that is before it, without its stars. */
export const commentOf = (node) => {
  const text = commentsOf(node).at(-1)?.getText() ?? ''
  return text.replace(/^\/\*\*|\*\/$/g, '').replace(/^\s*\* ?/gm, '').trim()
}

const fileOf = (node) => relative(dist, node.getSourceFile().fileName).replaceAll(sep, '/').replace(/\.d\.ts$/, '.ts')

/** `export * as name from`: what is said of the namespace stands before that. */
const statementOf = (declaration) => (ts.isNamespaceExport(declaration) ? declaration.parent : declaration)

const exportsIn = (module, door, path) =>
  checker.getExportsOfModule(module).flatMap((symbol) => {
    const meant = meantBy(symbol)
    const name = [...path, symbol.name].join('.')
    if (isNamespace(meant)) {
      const [declaration] = symbol.declarations
      const said = commentOf(statementOf(declaration))
      return [{ door, name, kind: 'namespace', declarations: [], comment: said }, ...exportsIn(meant, door, [...path, symbol.name])]
    }
    const declarations = meant.declarations
    const kind = meant.flags & ts.SymbolFlags.Value ? 'value' : 'type'
    return [{ door, name, kind, declarations, comment: declarations.map(commentOf).find((text) => text !== '') ?? '' }]
  })

/** The exports of all doors, with those of their namespaces: `resourceSharing.wire.apiVersion`. */
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

const hasName = (node) =>
  ts.isPropertySignature(node) || ts.isMethodSignature(node) || ts.isPropertyDeclaration(node) || ts.isMethodDeclaration(node)

const isPublic = (node) => !ts.isPrivateIdentifier(node.name) && !(ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Private)

/** The literals that a type is made of, by `|`, `&` and brackets. */
const literalsIn = (type) => {
  if (ts.isTypeLiteralNode(type)) return [type]
  if (ts.isParenthesizedTypeNode(type)) return literalsIn(type.type)
  return ts.isUnionTypeNode(type) || ts.isIntersectionTypeNode(type) ? type.types.flatMap(literalsIn) : []
}

/** The members of an interface, of a class, or of a type that is made of literals. */
export const membersOf = (declaration) => {
  const parts = ts.isTypeAliasDeclaration(declaration) ? literalsIn(declaration.type) : [declaration]
  return parts
    .flatMap(({ members }) => [...(members ?? [])])
    .filter((node) => hasName(node) && isPublic(node))
    .map((node) => ({
      name: node.name.getText(),
      type: node.type?.getText() ?? '',
      isLiteral: node.type !== undefined && ts.isLiteralTypeNode(node.type),
      comment: commentOf(node),
      place: `${placeOf(declaration)}.${node.name.getText()}`
    }))
}
