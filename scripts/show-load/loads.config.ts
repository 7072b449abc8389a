// What the load generator is asked to do while it is watched. Never compared: the script starts the servers itself.
import { defineConfig, defineScenario } from '../../harness/index.ts'
import type { Load } from '../../harness/core/scenario.ts'

const closed = (name: string, connections: number, path: string, measured = true): Load => ({
  name,
  measured,
  model: { kind: 'closed', connections },
  requests: [{ path }],
})
const constant = (name: string, ratePerSecond: number): Load => ({
  name,
  measured: true,
  model: { kind: 'open', arrival: 'constant', ratePerSecond, inFlightMax: 512 },
  requests: () => (index) => ({ method: 'POST', path: '/beat', body: `{"n":${index}}` }),
})
const scenario = (name: string, ...loads: Load[]) =>
  defineScenario({ name, title: name, table: 'Load', summary: '', readOnly: false, loads })

/** No divisor of the stall's period, so that every stall is met at other moments. */
export const STALLED_RATE = 97

export default defineConfig({
  start: ['none'],
  scenarios: [
    scenario('beside-work', constant('beats', 1500), closed('work', 1, '/work?cpu=10', false)),
    scenario('fast', constant('beats', 3000)),
    scenario('steady', constant('beats', 500)),
    scenario('stalled', constant('beats', STALLED_RATE)),
    scenario('sequential', closed('reads', 1, '/read')),
    scenario('clients', closed('reads', 8, '/read')),
    scenario('working-clients', closed('reads', 8, '/read?cpu=0.5')),
  ],
})
