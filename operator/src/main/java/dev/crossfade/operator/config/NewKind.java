package dev.crossfade.operator.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One kind of new side: a key below {@code new}, and what is read below that key. The list of them
 * is in {@link SideReader}.
 */
interface NewKind {

  /** The key below {@code new}. */
  String name();

  /**
   * Reads what stands below the key.
   *
   * @param side the section {@code new}, which has the key
   * @param folder relative files are below it
   * @return null, with a problem reported, if it is not in order
   */
  @Nullable NewSide read(Section side, Path folder, Problems problems);
}
