package dev.crossfade.e2e;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who may know whom. Each kind of rule was seen to fail with a class that breaks it. */
@AnalyzeClasses(packages = "dev.crossfade", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static void allModulesAreLookedAt(JavaClasses classes) {
    Set<String> modules =
        classes.stream()
            .map(aClass -> aClass.getPackageName().split("\\.", -1)[2])
            .collect(Collectors.toSet());

    assertThat(modules)
        .contains(
            "schemas",
            "embedded",
            "control",
            "databases",
            "mapping",
            "extractor",
            "transformer",
            "loader",
            "verifier",
            "operator");
  }

  @ArchTest static final ArchRule schemasStandAlone = module("schemas");

  @ArchTest static final ArchRule embeddedServersStandAlone = module("embedded");

  @ArchTest static final ArchRule mappingKnowsTheContractOnly = module("mapping", "schemas");

  @ArchTest static final ArchRule controlKnowsTheContractOnly = module("control", "schemas");

  @ArchTest static final ArchRule databasesKnowTheContractOnly = module("databases", "schemas");

  @ArchTest
  static final ArchRule extractorMeetsOtherStagesInKafkaOnly =
      module("extractor", "schemas", "control", "databases");

  @ArchTest
  static final ArchRule transformerMeetsOtherStagesInKafkaOnly =
      module("transformer", "schemas", "control", "mapping");

  @ArchTest
  static final ArchRule loaderMeetsOtherStagesInKafkaOnly =
      module("loader", "schemas", "control", "databases");

  @ArchTest
  static final ArchRule verifierKnowsNoStage =
      module("verifier", "schemas", "mapping", "databases");

  @ArchTest
  static final ArchRule kafkaStaysWithTheStages =
      foreign("org.apache.kafka..")
          .staysIn(
              "..control..",
              "..extractor..",
              "..transformer..",
              "..loader..",
              "..operator..",
              "..embedded..")
          .because("a change means the same thing whatever carries it");

  @ArchTest
  static final ArchRule kafkaStreamsStaysInTheTransformer =
      foreign("org.apache.kafka.streams..").staysIn("..transformer..");

  @ArchTest
  static final ArchRule jdbcStaysWhereDatabasesAreReadAndWritten =
      foreign("java.sql..", "javax.sql..", "org.postgresql..", "com.zaxxer..")
          .staysIn(
              "..databases..",
              "..loader..",
              "..verifier..",
              "..mapping.analysis..",
              "..extractor..",
              "..operator..");

  @ArchTest
  static void debeziumAndConnectStayInOnePackageOfTheExtractor(JavaClasses classes) {
    DescribedPredicate<JavaClass> foreign =
        resideInAnyPackage("io.debezium..", "org.apache.kafka.connect..");
    Set<String> packages =
        classes.stream()
            .filter(
                aClass ->
                    aClass.getDirectDependenciesFromSelf().stream()
                        .anyMatch(dependency -> foreign.test(dependency.getTargetClass())))
            .map(JavaClass::getPackageName)
            .collect(Collectors.toSet());

    assertThat(packages)
        .hasSizeLessThanOrEqualTo(1)
        .allMatch(name -> name.startsWith("dev.crossfade.extractor"));
  }

  @ArchTest
  static final ArchRule nothingExtendsOurClasses =
      noClasses()
          .should()
          .beAssignableTo(
              resideInAPackage("dev.crossfade..")
                  .and(not(JavaClass.Predicates.INTERFACES))
                  .and(not(assignableTo(Throwable.class)))
                  .and(DescribedPredicate.describe("extended", ArchitectureTest::isExtended)))
          .because("we use interfaces, records and final classes");

  @ArchTest
  static final ArchRule packagesAreNamedAfterFeatures =
      noClasses()
          .should()
          .resideInAnyPackage(
              "..util..",
              "..utils..",
              "..common..",
              "..helper..",
              "..manager..",
              "..impl..",
              "..dto..",
              "..service..");

  @ArchTest
  static final ArchRule noPackageCycles =
      SlicesRuleDefinition.slices().matching("dev.crossfade.(**)").should().beFreeOfCycles();

  /** A module of ours that depends on none of ours but the named ones. */
  private static ArchRule module(String name, String... allowed) {
    String[] packages =
        Stream.concat(Stream.of(name), Arrays.stream(allowed))
            .map(module -> "dev.crossfade." + module + "..")
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage("dev.crossfade." + name + "..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.crossfade..").and(not(resideInAnyPackage(packages))));
  }

  private static Foreign foreign(String... packages) {
    return new Foreign(packages);
  }

  private record Foreign(String[] packages) {
    ArchRule staysIn(String... ours) {
      return classes()
          .that()
          .resideOutsideOfPackages(
              Stream.concat(Arrays.stream(ours), Stream.of("..testkit..", "..benchmark.."))
                  .toArray(String[]::new))
          .should()
          .onlyDependOnClassesThat(not(resideInAnyPackage(packages)));
    }
  }

  private static boolean isExtended(JavaClass ours) {
    return !ours.isEnum() && !ours.getSubclasses().isEmpty();
  }
}
