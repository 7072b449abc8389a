// What is calibrated with: unchanged builds, and builds that are worse in a way that is known.

export interface Experiment {
  /** Stable, kebab-case: names a folder of sessions and their lines. */
  readonly id: string
  /** For people. */
  readonly title: string
  /** As `--fault` takes it; undefined: three processes of one build. */
  readonly fault?: string | undefined
  /** Part of the time, relative to the others. */
  readonly share: number
  /** Wrong answers are found before anything is judged for speed: a short session says everything. */
  readonly foundBy: 'speed' | 'answers'
}

export const UNCHANGED: Experiment = {
  id: 'unchanged',
  title: 'unchanged builds',
  share: 3,
  foundBy: 'speed',
}

/** Faults of the reference server. To add one, add it here. */
export const FAULTS: readonly Experiment[] = [
  cpu(3),
  cpu(5),
  cpu(10),
  cpu(20),
  faulty('tail', 'latency=2ms@p10', 'one request of ten 2 ms longer: p90 and beyond'),
  faulty('stall', 'stall=1s@500', 'every 500th request holds up the server for 1 s'),
  faulty('leak', 'leak=10kb', '10 kB more kept per request'),
  {
    ...faulty('wrong-answer', 'wrong-answer=100%', 'answers lack their last event'),
    foundBy: 'answers',
  },
]

/** A fault as typed: one of the catalogue, or one that only the measured server knows. */
export function experimentOf(fault: string): Experiment {
  const known = FAULTS.find((each) => each.fault === fault)
  return known ?? faulty(idOf(fault), fault, `with the fault ${fault}`)
}

function cpu(percent: number): Experiment {
  return faulty(`cpu-${percent}`, `cpu=${percent}%`, `every request costs ${percent} % more CPU`)
}

function faulty(id: string, fault: string, title: string): Experiment {
  return { id, fault, title, share: 1, foundBy: isAboutAnswers(fault) ? 'answers' : 'speed' }
}

function isAboutAnswers(fault: string): boolean {
  return /^(?:wrong-answer|error)\b/.test(fault)
}

/** Names a folder: `wrong-answer=50%` is `wrong-answer-50`. */
function idOf(fault: string): string {
  const id = fault
    .toLowerCase()
    .replaceAll(/[^a-z0-9.]+/g, '-')
    .replaceAll(/^[-.]+|-+$/g, '')
  if (id === '') return 'fault'
  return id === UNCHANGED.id ? `fault-${id}` : id
}
