package dev.crossfade.extractor.tinymuse;

/** Told what a dump holds, in the file's order. */
interface DumpListener {

  void header(DumpHeader header);

  void object(DumpObject object);

  void mail(MailLine mail);

  /**
   * Something that the old server, too, passes over: nobody shall say that it was lost in silence.
   */
  void remark(Remark remark);
}
