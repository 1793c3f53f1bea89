package dev.crossfade.verifier;

import dev.crossfade.verifier.checks.CheckSession;
import java.sql.SQLException;

/** The new side as a verification asks it. Each kind of database is one of these. */
public interface NewSide {

  /** Its tables, over a session of their own. */
  NewRows open() throws SQLException;

  /** A session that can only read, for the migration's own checks. */
  CheckSession checks() throws SQLException;
}
