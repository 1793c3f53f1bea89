package dev.crossfade.extractor.files;

import java.util.List;

/** One state of an old side that is a file; it does not change while it is read. */
public interface OldFile {

  /**
   * The tables in it.
   *
   * @throws DamagedFileException if that cannot be told
   */
  List<FileTable> tables();

  /**
   * Gives every row once; no two rows of a table have the same key. Needs memory for the largest
   * row, not for a table.
   *
   * @param held the tables with the types that they are held in, which those of an earlier file may
   *     have fixed
   * @throws DamagedFileException if the file is not whole; what was given until then is worth
   *     nothing
   */
  void read(List<FileTable> held, RowSink sink);
}
