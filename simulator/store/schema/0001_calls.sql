-- The scenario as it was played, once per version: old calls stay playable and can be rescored.
CREATE TABLE script (
    hash TEXT NOT NULL,
    rubric_hash TEXT NOT NULL,
    playable BLOB NOT NULL,
    PRIMARY KEY (hash, rubric_hash)
);

CREATE TABLE call (
    id TEXT PRIMARY KEY,
    scenario TEXT NOT NULL,
    title TEXT NOT NULL,
    level TEXT NOT NULL,
    seed INTEGER NOT NULL,
    engine TEXT NOT NULL,
    scenario_hash TEXT NOT NULL,
    rubric_hash TEXT NOT NULL,
    trainee TEXT NOT NULL,
    spoken INTEGER NOT NULL,
    started TEXT NOT NULL,
    ended TEXT,
    owner TEXT NOT NULL,
    retry_of TEXT REFERENCES call (id) ON DELETE SET NULL,
    retry_turn INTEGER,
    ending TEXT NOT NULL DEFAULT '',
    result TEXT NOT NULL DEFAULT '',
    total INTEGER,
    passed INTEGER,
    seconds REAL NOT NULL DEFAULT 0,
    sure_before INTEGER,
    sure_after INTEGER
);
CREATE INDEX call_by_start ON call (started);

CREATE TABLE event (
    call TEXT NOT NULL REFERENCES call (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (call, number)
) WITHOUT ROWID;

CREATE TABLE card (
    call TEXT NOT NULL REFERENCES call (id) ON DELETE CASCADE,
    made TEXT NOT NULL,
    engine TEXT NOT NULL,
    rubric_hash TEXT NOT NULL,
    body BLOB NOT NULL
);
CREATE INDEX card_by_call ON card (call);

-- Sentences nobody understood, for the author's inbox.
CREATE TABLE missed (
    id INTEGER PRIMARY KEY,
    call TEXT NOT NULL,
    turn INTEGER NOT NULL,
    scenario TEXT NOT NULL,
    prospect TEXT NOT NULL,
    text TEXT NOT NULL,
    noted TEXT NOT NULL,
    move TEXT
);
CREATE UNIQUE INDEX missed_once ON missed (call, turn, text);
