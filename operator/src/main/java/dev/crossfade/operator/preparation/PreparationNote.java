package dev.crossfade.operator.preparation;

/**
 * What {@code prepare} did that cannot be seen afterwards; in the control topic.
 *
 * @param schemaApplied whether it made the new tables, so that {@code unprepare} drops them
 */
record PreparationNote(boolean schemaApplied) {

  static final String KEY = "preparation";
}
