package dev.crossfade.extractor.tinymuse;

/** The kinds of objects, by the lowest four bits of the flags. */
final class ObjectType {

  static final int MASK = 0xF;
  static final int ROOM = 0;
  static final int THING = 1;
  static final int EXIT = 2;
  static final int NOTYPE = 7;
  static final int PLAYER = 8;

  private ObjectType() {}

  /** Its name; a number that stands for nothing keeps its number. */
  static String name(int type) {
    return switch (type) {
      case ROOM -> "room";
      case THING -> "thing";
      case EXIT -> "exit";
      case PLAYER -> "player";
      case NOTYPE -> "notype";
      default -> "type " + type;
    };
  }
}
