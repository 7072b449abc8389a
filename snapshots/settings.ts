// A few settings as the web interface leaves them in the database: read by settings scenarios, and the
// proof that the key-value table of schema 4 is there.

/** Unix seconds: the day the buckets were made. A BigInt, because SQLite would store a number as a float. */
export const SETTINGS_MODIFIED_S = 1_748_414_472n

/** Object keys sorted, as the server stores them. */
export const SETTINGS: Readonly<Record<string, unknown>> = {
  classes: [
    { id: 0, name: ['Work'], rule: { regex: 'Google Docs|libreoffice|ReText', type: 'regex' } },
    {
      id: 1,
      name: ['Work', 'Programming'],
      rule: { regex: 'GitHub|vim|Code|Terminal', type: 'regex' },
    },
    { id: 2, name: ['Media'], rule: { type: 'none' } },
    {
      id: 3,
      name: ['Media', 'Music'],
      rule: { ignore_case: true, regex: 'Spotify|Deezer', type: 'regex' },
    },
    { id: 4, name: ['Comms', 'Email'], rule: { regex: 'Gmail|Thunderbird|Inbox', type: 'regex' } },
  ],
  durationDefault: 3600,
  landingpage: '/activity/heartbench-desktop/view/',
  startOfDay: '04:00',
  startOfWeek: 'Monday',
}
