package dev.halley;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each rule finds the faults that were put into the fixture, and nothing else. */
class ArchitectureRulesTest {

  private static final String ROOT = "dev.halley.fixture";

  private final ArchitectureRules rules = new ArchitectureRules(ROOT);
  private final JavaClasses fixture = new ClassFileImporter().importPackages(ROOT);

  @Test
  void findsImportsThatGoUpOrAlongAFloorOrIntoTheAnnex() {
    faults(rules.importsOnlyGoDown())
        .allMatch(fault -> fault.matches("(?s).*(Climber|Nosy|Intimate|Sociable).*"))
        .anyMatch(fault -> fault.contains("broker is not above hub"))
        .anyMatch(fault -> fault.contains("embedded is not above hub"))
        .anyMatch(fault -> fault.contains("only server knows the annex"))
        .anyMatch(fault -> fault.contains("protocol.json is not above protocol.bayeux"));
  }

  @Test
  void findsPackagesWithoutAFloor() {
    faults(rules.everyPackageStandsOnAFloor())
        .hasSize(2)
        .anyMatch(fault -> fault.contains("cellar.Stray is on no floor"))
        .anyMatch(fault -> fault.contains("fixture.package-info is on no floor"));
  }

  @Test
  void findsRings() {
    faults(rules.packagesFormNoRing()).anyMatch(fault -> fault.contains("Slice broker"));
  }

  @Test
  void findsLibrariesInAPackageThatIsNotTheirs() {
    faults(rules.librariesStayInTheirPackages())
        .allMatch(fault -> fault.matches("(?s).*(HttpServletRequest|Awaitility|Completable).*"))
        .anyMatch(fault -> fault.contains("HttpServletRequest"))
        .anyMatch(fault -> fault.contains("Awaitility"))
        .anyMatch(fault -> fault.contains("CompletableFuture"));
  }

  @Test
  void findsPackagesThatAreNotNullMarked() {
    faults(rules.everyPackageIsNullMarked())
        .anyMatch(fault -> fault.contains("hub.Plain"))
        .noneMatch(fault -> fault.contains("fixture.message"));
  }

  @Test
  void findsAbstractClasses() {
    faults(rules.noClassIsAbstract()).hasSize(1).allMatch(fault -> fault.contains("Shapeless"));
  }

  @Test
  void findsClassesThatExtendOurs() {
    faults(rules.noClassExtendsAnotherOfOurs())
        .hasSize(1)
        .allMatch(fault -> fault.contains("Heir"));
  }

  @Test
  void findsClassesThatAreNotFinal() {
    faults(rules.classesAreFinal()).hasSize(1).allMatch(fault -> fault.contains("Shapeless"));
  }

  @Test
  void findsNamesThatSayNothing() {
    faults(rules.namesSaySomething()).hasSize(1).allMatch(fault -> fault.contains("TokenManager"));
  }

  @Test
  void findsStaticState() {
    ListAssert<String> faults = faults(rules.nothingStaticChanges());
    for (String field : List.of("counter", "TOTAL", "SEEN", "POOL", "BYTES")) {
      faults.anyMatch(fault -> fault.contains("Forgetful." + field + ">"));
    }
    faults.hasSize(5);
  }

  @Test
  void findsOptionalsThatAreKeptOrTaken() {
    faults(rules.noFieldIsOptional()).hasSize(1).allMatch(fault -> fault.contains("maybe"));
    faults(rules.noParameterIsOptional()).hasSize(1).allMatch(fault -> fault.contains("take("));
  }

  @Test
  void findsPrinting() {
    faults(rules.nobodyPrints()).isNotEmpty().allMatch(fault -> fault.contains("Forgetful.take("));
  }

  @Test
  void findsAnotherLog() {
    faults(rules.nobodyLogsPastTheSystemLogger())
        .isNotEmpty()
        .allMatch(fault -> fault.contains("Forgetful.log("));
  }

  @Test
  void findsFilesThatAreTooLong(@TempDir Path folder) throws IOException {
    Path longest = folder.resolve("Longest.java");
    Path tooLong = folder.resolve("sub").resolve("too-long.css");
    Files.createDirectory(folder.resolve("sub"));
    Files.writeString(longest, "\n".repeat(SourceFiles.MOST_LINES));
    Files.writeString(tooLong, "\n".repeat(SourceFiles.MOST_LINES + 1));
    Files.writeString(folder.resolve("long.md"), "\n".repeat(SourceFiles.MOST_LINES + 1));

    assertThat(SourceFiles.tooLong(folder)).containsExactly(tooLong);
  }

  private ListAssert<String> faults(ArchRule rule) {
    return assertThat(rule.evaluate(fixture).getFailureReport().getDetails());
  }
}
