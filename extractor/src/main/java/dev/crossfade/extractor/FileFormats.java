package dev.crossfade.extractor;

import dev.crossfade.extractor.archive.ArchiveFormat;
import dev.crossfade.extractor.files.FileFormat;
import dev.crossfade.extractor.tinymuse.TinymuseFormat;
import java.util.List;

/** Every kind of file that can be an old side. A further one is a package and a line here. */
public final class FileFormats {

  public static final List<FileFormat> ALL = List.of(new TinymuseFormat(), new ArchiveFormat());

  private FileFormats() {}
}
