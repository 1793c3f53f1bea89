package dev.crossfade.operator.config;

import java.util.List;

/** In which parts the new schema is made, and the snapshot read. */
public record Order(SchemaPackages schemaPackages, SchemaSpan schemaSpan, List<Stage> stages) {

  /** The new schema in one piece, and no stages. */
  public static final Order NONE = new Order(SchemaPackages.NONE, SchemaSpan.ALL, List.of());

  public Order {
    stages = List.copyOf(stages);
  }

  Order with(SchemaSpan span) {
    return new Order(schemaPackages, span, stages);
  }
}
