/** The page that shows all diagrams, and says what can be done with the files beside it. */
import { generated } from './markdown.mjs'

const section = ({ name, file }, { description }) => `## [${name}](${file}.md)

${description}

[![${name}](${file}.svg)](${file}.md)
`

/** The page, as Markdown. */
export const indexPageOf = (drawn) => `${generated}
# Diagrams

Made from the machines' own definitions by \`npm run docs:diagrams\`, or with the reference by \`npm run docs\`; a test fails where they are stale. Each has a page with its states and every
transition, the picture as Mermaid text, and beside it an SVG and the definition as JSON.

${drawn.map(({ entry, diagram }) => section(entry, diagram)).join('\n')}
## The JSON in Stately Studio

The JSON is what XState's \`createMachine()\` takes: the states, the names of guards, actions and delays, and all descriptions. What those names do is
code, and is not in it. Stately Studio [imports code](https://stately.ai/docs/import-from-code): make a machine, choose *Import* in its Code panel,
and paste

\`\`\`js
createMachine(/* the text of ${drawn.map(({ entry }) => `${entry.file}.json`).join(', or ')} */)
\`\`\`

In code it becomes the machine again with the implementations that the library has:
\`createMachine({ ...json, context }).provide(machine.implementations)\`. The first context is the one thing that JSON does not say. Of the lifecycle it is
\`{ createTime: now, updateTime: now }\`; of a share or of policies \`{ stored: JSON.parse(serialize(initialState)), now }\`, with their system's own
\`serialize\` and \`initialState\`. \`now\` is in epoch milliseconds.

## The SVGs in a page of your own

An SVG fetches nothing, follows the colour scheme of the page or the system, and paints its own background, so that it can be read alone and as an
image in any page. Put into a page as it is, it can be lit and given other colours:

| selector | what it is |
|---|---|
| \`svg.diagram[data-machine="association"]\` | the diagram, by the id of its machine: ${drawn.map(({ diagram }) => `\`${diagram.id}\``).join(', ')} |
| \`g.state[data-state="Failed"]\` | a state: its box (\`rect\`) and its text, whose further lines are \`tspan.more\` |
| \`polyline.edge[data-from][data-to][data-event~="expire"]\` | a way from a state to a state. \`data-event\` has the names of all its events and delays, with spaces between them: transitions that go the same way for the same reason are one arrow |
| \`g.edge-label[data-from][data-to][data-event~="expire"]\` | its label: a \`rect\` behind the text; guards are \`tspan.guard\` |
| \`rect.background\` | what is behind it all; \`display: none\` shows the page instead |
| \`g.state-start\`, \`g.state-end\`, \`polyline.edge:not([data-event])\` | where all begins and ends, and the arrows there |

Colours are variables of \`svg.diagram\`: \`--diagram-bg\`, \`--diagram-fg\`, \`--diagram-muted\`, \`--diagram-guard\`, \`--diagram-line\`, \`--diagram-surface\`,
\`--diagram-border\`. All rules in the SVG have no specificity, so any rule of the page counts before them. An arrow's head has the \`stroke\` of its
arrow. Ids begin with the machine's, so that several diagrams go into one page. States and labels carry their descriptions as \`<title>\`.
`
