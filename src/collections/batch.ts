/**
 * An owner token for a batch of changes. Nodes made under a token are changed in place by later calls with the same token,
 * so that a command which touches five rows copies the path they share once. Versions made before the batch are never touched.
 *
 * Make one per batch, pass it to every call, go on with what each call gives back, and drop the token when the batch is done:
 * what the calls before have given back changes along, and so does the result for as long as somebody has the token.
 */
/**
 * Who may change a node in place: the batch that has made it.
 * @internal
 */
export type Batch = object

/** A fresh token, owner of nothing yet. O(1) */
export const newBatch = (): Batch => ({})
