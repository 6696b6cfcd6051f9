-- SPDX-License-Identifier: Apache-2.0
-- A landed migration is never edited; the next change is the next number.

CREATE TABLE project (
  name TEXT PRIMARY KEY NOT NULL CHECK (name <> '')
) STRICT;

-- One row a record. `previous` and `hash` chain the records of a project.
CREATE TABLE evidence (
  sequence    INTEGER PRIMARY KEY AUTOINCREMENT,
  project     TEXT NOT NULL REFERENCES project (name),
  release     TEXT NOT NULL,
  key         TEXT NOT NULL,
  value       TEXT NOT NULL,
  unit        TEXT NOT NULL,
  source      TEXT NOT NULL CHECK (source IN ('workbench', 'rehearsal', 'pipeline', 'target', 'manual')),
  inputs      TEXT NOT NULL CHECK (json_valid(inputs)),
  tool        TEXT NOT NULL,
  environment TEXT NOT NULL,
  at          TEXT NOT NULL,
  command     TEXT NOT NULL,
  previous    TEXT NOT NULL CHECK (length(previous) = 64),
  hash        TEXT NOT NULL CHECK (length(hash) = 64),
  UNIQUE (project, previous)
) STRICT;

CREATE INDEX evidence_of_project ON evidence (project, sequence);

CREATE TRIGGER evidence_is_never_changed BEFORE UPDATE ON evidence
BEGIN
  SELECT RAISE(ABORT, 'evidence is append-only');
END;

CREATE TRIGGER evidence_is_never_removed BEFORE DELETE ON evidence
BEGIN
  SELECT RAISE(ABORT, 'evidence is append-only');
END;

-- INSERT OR REPLACE would remove a row without asking the trigger above.
CREATE TRIGGER evidence_is_never_replaced BEFORE INSERT ON evidence
WHEN EXISTS (SELECT 1 FROM evidence WHERE sequence = NEW.sequence)
  OR EXISTS (SELECT 1 FROM evidence WHERE project = NEW.project AND previous = NEW.previous)
BEGIN
  SELECT RAISE(ABORT, 'evidence is append-only');
END;

CREATE TABLE waiver (
  sequence             INTEGER PRIMARY KEY AUTOINCREMENT,
  project              TEXT NOT NULL REFERENCES project (name),
  release              TEXT NOT NULL,
  item                 TEXT NOT NULL,
  reason               TEXT NOT NULL,
  compensating_control TEXT NOT NULL,
  requester            TEXT NOT NULL,
  approver             TEXT NOT NULL,
  created              TEXT NOT NULL,
  expires              TEXT NOT NULL,
  previous             TEXT NOT NULL CHECK (length(previous) = 64),
  hash                 TEXT NOT NULL CHECK (length(hash) = 64),
  UNIQUE (project, previous)
) STRICT;

CREATE INDEX waiver_of_project ON waiver (project, sequence);

CREATE TRIGGER waiver_is_never_changed BEFORE UPDATE ON waiver
BEGIN
  SELECT RAISE(ABORT, 'waivers are append-only');
END;

CREATE TRIGGER waiver_is_never_removed BEFORE DELETE ON waiver
BEGIN
  SELECT RAISE(ABORT, 'waivers are append-only');
END;

CREATE TRIGGER waiver_is_never_replaced BEFORE INSERT ON waiver
WHEN EXISTS (SELECT 1 FROM waiver WHERE sequence = NEW.sequence)
  OR EXISTS (SELECT 1 FROM waiver WHERE project = NEW.project AND previous = NEW.previous)
BEGIN
  SELECT RAISE(ABORT, 'waivers are append-only');
END;

-- What a stage left, whole, to be shown again and compared.
CREATE TABLE run (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id       TEXT NOT NULL UNIQUE,
  project  TEXT NOT NULL REFERENCES project (name),
  release  TEXT NOT NULL,
  kind     TEXT NOT NULL,
  at       TEXT NOT NULL,
  json     TEXT NOT NULL CHECK (json_valid(json))
) STRICT;

CREATE INDEX run_of_kind ON run (project, kind, sequence);
