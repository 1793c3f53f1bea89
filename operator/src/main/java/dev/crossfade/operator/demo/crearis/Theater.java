package dev.crossfade.operator.demo.crearis;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.crossfade.operator.archive.ArchiveTable;
import dev.crossfade.operator.archive.ArchiveWriter;
import dev.crossfade.operator.archive.TableWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Theaterpedia's old database: the saved demonstration data with everything odd in it, and what was
 * not saved but is pointed at: projects, and the users that the aliases name.
 */
public final class Theater {

  /** The tables whose rows are events, or are at one. */
  public static final List<String> ENTITIES =
      List.of("events", "posts", "participants", "instructors", "locations");

  private static final JsonMapper JSON = new JsonMapper();
  private static final TypeReference<List<LinkedHashMap<String, @Nullable Object>>> ROWS =
      new TypeReference<>() {};
  private static final Set<String> REFERENCES =
      Set.of("address_id", "user_id", "author_id", "event_id", "record_id", "assigned_to");
  private static final String NOBODY_KNOWS = "$2a$10$notarealhashnotarealhashnotarealhashnotarealh";
  private static final int TASKS_OF_NOTHING = 5;

  private final Map<String, TheaterTable> tables = new TreeMap<>();

  private Theater() {}

  /** The saved data of a folder of JSON files, once. */
  public static Theater once(Path saved) throws IOException {
    Theater theater = new Theater();
    try (Stream<Path> files = Files.list(saved)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".json")).toList()) {
        List<LinkedHashMap<String, @Nullable Object>> rows = JSON.readValue(file.toFile(), ROWS);
        TheaterTable table = new TheaterTable(List.copyOf(rows.get(0).keySet()));
        rows.forEach(table::put);
        theater.tables.put(file.getFileName().toString().replace(".json", ""), table);
      }
    }
    theater.makeUsers();
    theater.makeProjects();
    theater.makeTasks();
    return theater;
  }

  /** The saved data so many times, each copy with ids of its own, and more that is odd in each. */
  static Theater times(Path saved, int copies, long seed) throws IOException {
    Theater theater = once(saved);
    Random random = new Random(seed);
    Map<String, List<Map<String, @Nullable Object>>> first = new TreeMap<>();
    for (String table : copied()) {
      first.put(table, List.copyOf(theater.table(table).rows()));
    }
    for (int copy = 2; copy <= copies; copy++) {
      for (Map.Entry<String, List<Map<String, @Nullable Object>>> table : first.entrySet()) {
        for (Map<String, @Nullable Object> row : table.getValue()) {
          theater
              .table(table.getKey())
              .put(odder(table.getKey(), renamed(row, "_c" + copy), random));
        }
      }
    }
    return theater;
  }

  private static List<String> copied() {
    List<String> copied = new ArrayList<>(ENTITIES);
    copied.addAll(List.of("record_versions", "tasks", "users"));
    return copied;
  }

  /** One of the tables, by its exact name. */
  public TheaterTable table(String name) {
    TheaterTable table = tables.get(name);
    if (table == null) {
      throw new IllegalArgumentException("no table " + name);
    }
    return table;
  }

  Map<String, Long> counts() {
    Map<String, Long> counts = new LinkedHashMap<>();
    tables.forEach((name, table) -> counts.put(name, (long) table.size()));
    return counts;
  }

  /** Puts all of it into an archive, in the place of an earlier one. */
  public void writeTo(Path file) throws IOException {
    try (ArchiveWriter archive = new ArchiveWriter(file)) {
      for (Map.Entry<String, TheaterTable> table : tables.entrySet()) {
        List<ArchiveTable.Column> columns =
            table.getValue().columns().stream()
                .map(name -> new ArchiveTable.Column(name, null))
                .toList();
        TableWriter rows = archive.table(new ArchiveTable(table.getKey(), columns, List.of()));
        for (Map<String, @Nullable Object> row : table.getValue().rows()) {
          rows.row(new ArrayList<>(row.values()));
        }
      }
      archive.finish();
    }
  }

  /** Whose alias is whose: partner_instructor_01 is instructor_01. */
  private void makeUsers() {
    TheaterTable users = new TheaterTable(List.of("id", "username", "password", "role"));
    users.put(user("admin@theaterpedia.demo", "Admin", "admin"));
    users.put(user("base", "Base", "base"));
    Set<String> aliases = new LinkedHashSet<>();
    for (Map<String, @Nullable Object> event : table("events").rows()) {
      if (event.get("user_id") != null) {
        aliases.add(String.valueOf(event.get("user_id")));
      }
    }
    for (String alias : aliases) {
      String instructor = alias.replace(".partner_", ".");
      users.put(
          user(
              alias,
              table("instructors").has(instructor)
                  ? String.valueOf(table("instructors").row(instructor).get("name"))
                  : alias,
              "user"));
    }
    tables.put("users", users);
  }

  private static Map<String, Object> user(String id, String name, String role) {
    return Map.of("id", id, "username", name, "password", NOBODY_KNOWS, "role", role);
  }

  /** One is its own region, and all are in a circle with users and instructors. */
  private void makeProjects() {
    TheaterTable projects =
        new TheaterTable(
            List.of(
                "id",
                "name",
                "heading",
                "description",
                "type",
                "status",
                "owner_id",
                "regio",
                "cimg",
                "created_at",
                "updated_at"));
    projects.put(project("_demo", "Theaterpedia", "regio", "admin@theaterpedia.demo", "_demo"));
    projects.put(
        project("project1", "Erstes Projekt", "project", "_demo.partner_instructor_01", "_demo"));
    projects.put(
        project(
            "project2", "Zweites Projekt", "project", "_demo.partner_instructor_02", "project1"));
    tables.put("projects", projects);
  }

  private static Map<String, @Nullable Object> project(
      String id, String name, String type, String owner, String regio) {
    Map<String, @Nullable Object> project = new LinkedHashMap<>();
    project.put("id", id);
    project.put("name", name);
    project.put("heading", name + " **Theater**");
    project.put("type", type);
    project.put("status", "active");
    project.put("owner_id", owner);
    project.put("regio", regio);
    project.put("cimg", "https://images.unsplash.com/photo-" + id.replace("_", "") + "?w=1600");
    project.put("created_at", "2025-10-13 17:17:44");
    project.put("updated_at", "2025-10-14T05:03:35.256Z");
    return project;
  }

  private void makeTasks() {
    TheaterTable tasks =
        new TheaterTable(
            List.of(
                "id",
                "name",
                "description",
                "category",
                "priority",
                "status",
                "record_type",
                "record_id",
                "assigned_to",
                "version_id",
                "due_date",
                "completed_at",
                "created_at",
                "updated_at"));
    for (int number = 1; number <= TASKS_OF_NOTHING + 3; number++) {
      Map<String, @Nullable Object> task = new LinkedHashMap<>();
      task.put("id", "_demo.task_0" + number);
      task.put("name", "Aufgabe " + number);
      task.put("category", "project");
      task.put("priority", "medium");
      task.put("status", number % 3 == 0 ? "done" : "new");
      task.put("record_type", "events");
      task.put(
          "record_id",
          number <= TASKS_OF_NOTHING
              ? "_demo.event_nobody_entered_" + number
              : table("events").idAt(number));
      task.put("due_date", "2025-12-0" + number);
      task.put("created_at", "2025-10-13 17:17:44");
      task.put("updated_at", "2025-10-14T05:03:35.256Z");
      tasks.put(task);
    }
    tables.put("tasks", tasks);
  }

  /** The same row under other ids; a text of several references stays one. */
  static Map<String, @Nullable Object> renamed(Map<String, @Nullable Object> row, String ending) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>(row);
    String id = String.valueOf(row.get("id"));
    copy.put("id", id.contains("@") ? id.replace("@", ending + "@") : id + ending);
    for (String column : REFERENCES) {
      Object reference = row.get(column);
      if (reference != null) {
        copy.put(
            column,
            Arrays.stream(reference.toString().split(",", -1))
                .map(each -> each.strip() + ending)
                .collect(Collectors.joining(",")));
      }
    }
    return copy;
  }

  private static Map<String, @Nullable Object> odder(
      String table, Map<String, @Nullable Object> row, Random random) {
    if (ENTITIES.contains(table)) {
      int dice = random.nextInt(100);
      row.put(
          "status",
          dice == 0 ? "cancelled" : dice < 5 ? "deleted" : dice < 13 ? "archived" : "active");
    }
    if (table.equals("posts") && random.nextInt(3) == 0) {
      row.put("tag_ids", "_demo.category_workshops, _demo.category_theater");
    }
    return row;
  }
}
