package dev.crossfade.verifier;

import java.sql.SQLException;

/** The new side as a verification asks it. Each kind of database is one of these. */
public interface NewSide {

  /** Its tables, over a session of their own. */
  NewRows open() throws SQLException;
}
