package dev.crossfade.mapping.analysis;

import dev.crossfade.mapping.compilation.Compilation;
import dev.crossfade.mapping.compilation.CompileRequest;
import dev.crossfade.mapping.compilation.CompiledMapping;
import dev.crossfade.mapping.evaluation.function.FunctionTable;
import dev.crossfade.mapping.problems.Problems;
import dev.crossfade.mapping.text.Parameters;
import dev.crossfade.mapping.text.SourceText;
import dev.crossfade.mapping.text.StatementParser;
import dev.crossfade.mapping.text.StatementText;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Compiles mapping.sql against both databases.
 *
 * <p>Each database is asked within one transaction that is rolled back; nothing stays there. Where
 * the old one lets this login make no temporary view, the tree is read from a notice.
 */
public final class MappingCompiler {

  private final CompileRequest request;
  private final SourceText source;
  private final Problems problems = new Problems();
  private final Predicate<String> supported;

  private MappingCompiler(CompileRequest request, Predicate<String> supported) {
    this.request = request;
    this.source = new SourceText(request.file(), request.mapping());
    this.supported = supported;
  }

  /**
   * Compiles, and tells everything that is wrong in one go.
   *
   * @param old a connection to the old PostgreSQL, with no transaction open
   * @param target one to the new PostgreSQL, or to a scratch one with the new schema
   * @throws SQLException if a database cannot be asked; what it says against the mapping is a
   *     problem in the answer
   */
  public static Compilation compile(CompileRequest request, Connection old, Connection target)
      throws SQLException {
    MappingCompiler compiler = new MappingCompiler(request, FunctionTable::supports);
    try (AnalysisSession oldSession = AnalysisSession.begin(old);
        AnalysisSession newSession = AnalysisSession.begin(target)) {
      return compiler.compile(oldSession.connection(), newSession.connection());
    }
  }

  private Compilation compile(Connection old, Connection target) throws SQLException {
    Dictionary oldDictionary = Dictionary.read(old);
    Dictionary newDictionary = Dictionary.read(target);
    Catalog oldCatalog =
        new CatalogReader(old, oldDictionary.types()).read(Set.of(request.oldSchema()));
    Catalog newCatalog =
        new CatalogReader(target, newDictionary.types()).read(Set.of(request.newSchema()));
    LeftOutNames leftOut = LeftOutNames.read(request, oldCatalog, problems);
    OldSide oldSide = new OldSide(oldCatalog, leftOut.columns());
    Refusals refusals = new Refusals(source);
    TreeWay way = TreeWay.of(old);
    if (way == TreeWay.NOTICE) {
      problems.warning(
          "CF091",
          source.placeOf(0),
          "this login may make no temporary tables in the old database (no TEMP privilege, or it"
              + " only reads): PostgreSQL has analysed the mapping all the same, but expressions"
              + " were not compared with it over sample rows",
          "check with a login that has TEMP on the database, on the primary, before anything runs");
    }
    SelectAnalysis analysis = new SelectAnalysis(old, request.oldSchema(), source, way);
    StatementCompiler.Sides sides =
        new StatementCompiler.Sides(
            oldSide,
            oldDictionary,
            analysis,
            newCatalog,
            request.newSchema(),
            new Conversions(request.types(), analysis, refusals),
            new AssignmentCasts(target, newDictionary, refusals, supported),
            new InsertCheck(target, source),
            new FunctionRules(oldDictionary, refusals, supported),
            refusals);
    Parameters parameters = new Parameters(request.parameters());
    StatementCompiler compiler = new StatementCompiler(source, problems, parameters, sides);
    JoinKeys joinKeys = new JoinKeys(refusals, oldSide, oldDictionary.types());
    ParameterRows parameterRows = new ParameterRows(old, source, problems, parameters, joinKeys);
    List<StatementText> statements = new StatementParser(source, problems).statements();
    List<Draft> drafts = new ArrayList<>();
    for (StatementText statement : statements) {
      int number = statement.number();
      int branch = (int) drafts.stream().filter(d -> d.text().number() == number).count();
      drafts.addAll(compiler.compile(statement, branch));
    }
    for (Draft draft : request.oldRows() ? drafts : List.<Draft>of()) {
      parameterRows.check(draft);
    }
    return finish(drafts, oldSide, leftOut);
  }

  private Compilation finish(List<Draft> drafts, OldSide oldSide, LeftOutNames leftOut) {
    boolean allCompiled = !problems.hasErrors();
    if (allCompiled) {
      new Coverage(request, problems, oldSide, leftOut).check();
    }
    MappingBuilder builder = new MappingBuilder(request, source, problems, oldSide);
    Optional<CompiledMapping> mapping = builder.build(drafts, allCompiled);
    return new Compilation(problems.sorted(), problems.hasErrors() ? Optional.empty() : mapping);
  }
}
