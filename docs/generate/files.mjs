/** Every file that is generated: its path from the top of the repository, and its text. The same for the same machines, wherever it runs. */
import { indexPageOf } from './index-page.mjs'
import { machines } from './machines.mjs'
import { mermaidOf } from './mermaid.mjs'
import { pageOf } from './page.mjs'
import { between } from './readme.mjs'
import { studioJsonOf } from './studio.mjs'
import { svgOf } from './svg.mjs'

const folder = 'docs/diagrams'

/** All of them. `readme`: the text of README.md as it is. */
export const filesOf = (readme) => {
  const drawn = machines.map((entry) => {
    const diagram = entry.draw(entry.machine)
    return { entry, diagram, mermaid: mermaidOf(diagram) }
  })
  const [{ mermaid: ofLifecycle }] = drawn
  return new Map([
    ...drawn.flatMap(({ entry, diagram, mermaid }) => [
      [`${folder}/${entry.file}.md`, pageOf(entry, mermaid, diagram)],
      [`${folder}/${entry.file}.svg`, svgOf(mermaid, diagram, entry.name)],
      [`${folder}/${entry.file}.json`, studioJsonOf(entry.machine)]
    ]),
    [`${folder}/README.md`, indexPageOf(drawn)],
    ['README.md', between(readme, 'lifecycle diagram', `\`\`\`mermaid\n${ofLifecycle}\n\`\`\``)]
  ])
}
