/** Every file that is generated: its path from the top of the repository, and its text. The same for the same code, wherever it runs. */
import { indexPageOf } from './index-page.mjs'
import { machines } from './machines.mjs'
import { mermaidOf } from './mermaid.mjs'
import { openapiFiles } from './openapi.mjs'
import { pageOf } from './page.mjs'
import { between } from './readme.mjs'
import { referencePages } from './reference/pages.mjs'
import { studioJsonOf } from './studio.mjs'
import { svgOf } from './svg.mjs'

const folder = 'docs/diagrams'

/** The diagrams with their pages, and the README. `readme`: its text as it is. */
export const diagramFiles = (readme) => {
  const drawn = machines.map((entry) => {
    const diagram = entry.draw(entry.machine)
    return { entry, diagram, mermaid: mermaidOf(diagram) }
  })
  const [{ mermaid: ofLifecycle }] = drawn
  return [
    ...drawn.flatMap(({ entry, diagram, mermaid }) => [
      [`${folder}/${entry.file}.md`, pageOf(entry, mermaid, diagram)],
      [`${folder}/${entry.file}.svg`, svgOf(mermaid, diagram, entry.name)],
      [`${folder}/${entry.file}.json`, studioJsonOf(entry.machine)]
    ]),
    [`${folder}/README.md`, indexPageOf(drawn)],
    ['README.md', between(readme, 'lifecycle diagram', `\`\`\`mermaid\n${ofLifecycle}\n\`\`\``)]
  ]
}

/** The reference. */
export const referenceFiles = () => referencePages().map(([file, text]) => [`docs/reference/${file}`, text])

/** All of them. */
export const filesOf = (readme) => [...diagramFiles(readme), ...referenceFiles(), ...openapiFiles()]
