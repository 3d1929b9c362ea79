/** The page: the pure library runs in it, and nothing leaves it. */
import { render } from 'preact'
import { App } from './components/App.tsx'
import './style/base.css'
import './style/layout.css'
import './style/words.css'
import './style/top.css'
import './style/lists.css'
import './style/talk.css'
import './style/diagram.css'

const root = document.getElementById('app')
if (root !== null) render(<App />, root)
