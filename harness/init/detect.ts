// Which kind of project this is; nothing is run, nothing is asked.
import type { Detected } from './detector.ts'
import { DETECTORS } from './detectors/catalogue.ts'
import type { ProjectFiles } from './project-files.ts'

/** Of a project that nobody knows a start command to be corrected. */
export function detectProject(files: ProjectFiles): Detected {
  for (const detect of DETECTORS) {
    const detected = detect(files)
    if (detected !== undefined) return detected
  }
  return UNKNOWN
}

const UNKNOWN: Detected = {
  kind: 'unknown',
  start: ['./server', '--port', '{port}'],
  sources: [],
  doubts: [
    'No package.json, go.mod, Cargo.toml or Python project was found: correct start, and add build if it is compiled.',
  ],
}
