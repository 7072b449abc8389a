// The report of one candidate as a page: one file that needs nothing else, with pictures drawn here, so that all of it
// can be read without a script. Pure: the same session and judgement give the same bytes.
import type { Judgement } from '../../judge/comparison.ts'
import type { Session } from '../../results/schema.ts'
import { summarize } from '../outcome.ts'
import { createView } from '../view.ts'
import { renderDocument } from './document.ts'
import { markup } from './markup.ts'
import type { Html } from './markup.ts'
import { PARTS } from './parts.ts'

export interface HtmlReportOptions {
  /** Path of the session file, as a reader of the report can open it. */
  readonly sessionFile: string
}

/** A whole HTML document for one candidate against the session's baseline. */
export function renderHtmlReport(
  session: Session,
  judgement: Judgement,
  candidateLabel: string,
  { sessionFile }: HtmlReportOptions,
): string {
  const view = createView(session, judgement, candidateLabel, sessionFile)
  const title = `${view.candidate.label} against ${view.baseline.label}`
  const parts = PARTS.map((part) => part(view))
  return renderDocument(
    `${summarize(view).headline}: ${title} – heartbench`,
    markup`${topBar(session)}
<main>${parts}</main>`,
  )
}

function topBar({ header }: Session): Html {
  return markup`<a class="skip" href="#results">To the results</a>
<header class="top">
<p><strong>heartbench</strong> <span>${header.id}</span></p>
<nav aria-label="Parts of the report">
${header.chain !== undefined && markup`<a href="#attribution">Steps</a>`}<a href="#what-was-compared">Builds</a><a href="#results">Results</a><a href="#scenarios">Scenarios</a><a href="#how-it-was-measured">Conditions</a><a href="#caveats">Caveats</a>
</nav>
<button type="button" class="theme" hidden>Dark theme</button>
</header> `
}
