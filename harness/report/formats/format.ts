// What every output format is: a name, the documents it makes of one judged session, and how each is rendered.
import type { Judgement } from '../../judge/comparison.ts'
import type { Session } from '../../results/schema.ts'

export interface FormatInput {
  readonly session: Session
  readonly judgement: Judgement
  /** Path of the session file, as a reader of the document can open it. */
  readonly sessionFile: string
  /** Columns of the terminal that shows it; only text for terminals asks. */
  readonly width: number
  readonly color: boolean
}

export interface ReportFormat {
  /** What `--format` is told, kebab-case. */
  readonly name: string
  /** Of files, without the dot; no two formats share one. */
  readonly extension: string
  /** One line: what it is for. */
  readonly summary: string
  /**
   * Names of the documents a session gives, unique and in order: labels of candidates or targets, or `report` for
   * one about all. None where there is nothing that could honestly be written.
   */
  readonly parts: (input: FormatInput) => readonly string[]
  /** Whether several documents one after the other are still read as intended: text is, a second JSON value is not. */
  readonly joins: boolean
  /** Pure: the same input gives the same bytes. Ends in a newline. */
  readonly render: (input: FormatInput, part: string) => string
}
