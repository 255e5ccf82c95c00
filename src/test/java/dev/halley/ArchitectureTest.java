package dev.halley;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The house is built as it is described. */
@TestInstance(Lifecycle.PER_CLASS)
class ArchitectureTest {

  private static final String ROOT = "dev.halley";

  private final ArchitectureRules rules = new ArchitectureRules(ROOT);
  private final JavaClasses halley =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void importsOnlyGoDown() {
    holds(rules.importsOnlyGoDown());
  }

  @Test
  void everyPackageStandsOnAFloor() {
    holds(rules.everyPackageStandsOnAFloor());
  }

  @Test
  void packagesFormNoRing() {
    holds(rules.packagesFormNoRing());
  }

  @Test
  void librariesStayInTheirPackages() {
    holds(rules.librariesStayInTheirPackages());
  }

  @Test
  void everyPackageIsNullMarked() {
    holds(rules.everyPackageIsNullMarked());
  }

  @Test
  void noClassIsAbstract() {
    holds(rules.noClassIsAbstract());
  }

  @Test
  void noClassExtendsAnotherOfOurs() {
    holds(rules.noClassExtendsAnotherOfOurs());
  }

  @Test
  void classesAreFinal() {
    holds(rules.classesAreFinal());
  }

  @Test
  void namesSaySomething() {
    holds(rules.namesSaySomething());
  }

  @Test
  void nothingStaticChanges() {
    holds(rules.nothingStaticChanges());
  }

  @Test
  void optionalIsOnlyReturned() {
    holds(rules.noFieldIsOptional());
    holds(rules.noParameterIsOptional());
  }

  @Test
  void nobodyPrints() {
    holds(rules.nobodyPrints());
  }

  @Test
  void nobodyLogsPastTheSystemLogger() {
    holds(rules.nobodyLogsPastTheSystemLogger());
  }

  @ParameterizedTest
  @ValueSource(strings = {"src/main", "src/test", "src/bench", "webapp"})
  void filesAreShortEnoughToRead(String folder) throws IOException {
    Path project = Path.of(System.getProperty("basedir", ""));

    assertThat(SourceFiles.tooLong(project.resolve(folder))).isEmpty();
  }

  private void holds(ArchRule rule) {
    assertThat(halley).as("classes to look at").isNotEmpty();
    rule.check(halley);
  }
}
