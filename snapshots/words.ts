// The vocabulary of titles, addresses and file names. Pure data; scripts other than Latin are here because
// they take two to four bytes a character in the database and on the wire.

export const WORDS =
  `access account adapter agenda alert analysis annual answer archive array async audit backup balance
  batch benchmark binary board branch bridge browser budget buffer build cache calendar canvas capacity
  catalog chart check client cluster column commit compare compiler config console content context copy
  coverage crash cursor daily dashboard data deadline debug default delivery deploy design detail device
  diff digest draft driver editor effect engine error event example export factory feature field filter
  fixture flow folder format frame garden gateway graph group guide handler harbor header history hotel
  image import index input insight invoice issue journal kernel kitchen label latency layer layout ledger
  library limit linux list loader local lock logger login manual mapping market matrix meeting memory
  merge message method metric migration minutes mirror model module monitor monthly mutex network night
  note number object offer office order output owner package page panel parser patch path pattern payment
  photo pipeline plan player plugin policy pool post preview price process profile project protocol proxy
  query queue quote random range reader recipe record region release render report request reserve
  response review river road roadmap route runner sample schedule schema scope search season secret
  select server session setup shift signal sketch snapshot socket source spec sprint stable stack station
  status stream street studio summary support survey switch sync table target task team template tenant
  thread ticket timer token topic trace track train travel trigger tuning tutorial update upload usage
  user vector verify version video view village volume weather week widget window worker writer zone`
    .trim()
    .split(/\s+/)

export const PHRASES = [
  'Größenänderung übernehmen',
  'Überblick für Anfänger',
  'Comment ça marche à l’été',
  'Qué hacer mañana en España',
  'Jak działa żółta łódź',
  'Как это работает',
  'Новости недели',
  '今日の天気と予定',
  '東京の桜が満開',
  '如何优化数据库查询',
  '한국어 튜토리얼',
  'דף הבית',
  'مرحبا بالعالم',
  '🚀 Launch checklist',
  '🎵 Lo-fi beats – 24/7 📻',
  'It’s “complicated” — part II',
  'Say "hello" to C:\\temp',
]

/** Host, the name the page shows, and how its paths begin. Most visited first. */
export const SITES = [
  ['github.com', 'GitHub', 'heartbench/'],
  ['mail.google.com', 'Gmail', 'mail/u/0/#inbox/'],
  ['www.google.com', 'Google Search', 'search?q='],
  ['stackoverflow.com', 'Stack Overflow', 'questions/'],
  ['docs.google.com', 'Google Docs', 'document/d/'],
  ['www.youtube.com', 'YouTube', 'watch?v='],
  ['developer.mozilla.org', 'MDN', 'en-US/docs/Web/'],
  ['news.ycombinator.com', 'Hacker News', 'item?id='],
  ['en.wikipedia.org', 'Wikipedia', 'wiki/'],
  ['www.reddit.com', 'Reddit', 'r/programming/comments/'],
  ['app.slack.com', 'Slack', 'client/T02HB/'],
  ['localhost:5600', 'ActivityWatch', '#/activity/'],
  ['calendar.google.com', 'Google Calendar', 'calendar/u/0/r/'],
  ['nodejs.org', 'Node.js', 'api/'],
  ['www.npmjs.com', 'npm', 'package/'],
  ['www.sqlite.org', 'SQLite', ''],
  ['docs.rs', 'Docs.rs', ''],
  ['ja.wikipedia.org', 'Wikipedia', 'wiki/'],
  ['www.amazon.de', 'Amazon.de', 'dp/'],
  ['www.zeit.de', 'ZEIT ONLINE', 'politik/'],
  ['maps.google.com', 'Google Maps', 'maps/@52.52,13.40,'],
  ['www.bahn.de', 'bahn.de', 'buchung/'],
  ['www.netflix.com', 'Netflix', 'watch/'],
  ['music.youtube.com', 'YouTube Music', 'playlist?list='],
  ['lobste.rs', 'Lobsters', 's/'],
  ['arxiv.org', 'arXiv', 'abs/'],
  ['www.notion.so', 'Notion', 'team/'],
  ['linear.app', 'Linear', 'team/issue/'],
] as const

/** Extension and the language an editor reports for it. Most edited first. */
export const LANGUAGES = [
  ['ts', 'typescript'],
  ['rs', 'rust'],
  ['md', 'markdown'],
  ['py', 'python'],
  ['json', 'json'],
  ['vue', 'vue'],
  ['sql', 'sql'],
  ['yml', 'yaml'],
  ['css', 'css'],
  ['sh', 'shellscript'],
] as const

export const PROJECTS = [
  'heartbench',
  'aw-server',
  'kochbuch',
  'dotfiles',
  'thesis',
  'invoice-tool',
  'weather-station',
  'photo-sorter',
  'blog',
] as const

/** Applications that are neither browser nor editor. Most used first. */
export const APPS = [
  'Alacritty',
  'Slack',
  'thunderbird',
  'Spotify',
  'org.gnome.Nautilus',
  'zoom',
  'Signal',
  'Evince',
  'libreoffice-calc',
  'libreoffice-writer',
  'Gimp',
  'Inkscape',
  'KeePassXC',
  'DBeaver',
  'Wireshark',
  'vlc',
  'obs',
  'Telegram',
  'Zotero',
  'Blender',
  'gnome-calculator',
  'gnome-control-center',
  'virt-manager',
  'org.gnome.Calendar',
  'feh',
  'steam',
  'discord',
  'Anki',
  'Postman',
  'LockScreen',
] as const
