package dev.halley;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noCodeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/**
 * What the house asks of its packages and classes. A package that is not there yet breaks no rule.
 *
 * @param root the package above all floors, without a dot at its end
 */
record ArchitectureRules(String root) {

  ArchRule importsOnlyGoDown() {
    return classes().should(new Floors(root).importOnlyDown()).allowEmptyShould(true);
  }

  ArchRule everyPackageStandsOnAFloor() {
    return classes().should(new Floors(root).standOnAFloor()).allowEmptyShould(true);
  }

  ArchRule packagesFormNoRing() {
    return slices().matching(root + ".(**)").should().beFreeOfCycles().allowEmptyShould(true);
  }

  ArchRule librariesStayInTheirPackages() {
    return classes().should(new Libraries(root).useOnlyTheirLibraries()).allowEmptyShould(true);
  }

  ArchRule everyPackageIsNullMarked() {
    return classes()
        .should(
            ArchConditions.be(
                DescribedPredicate.<JavaClass>describe(
                    "in a package that is @NullMarked",
                    c -> c.getPackage().isAnnotatedWith(NullMarked.class))))
        .allowEmptyShould(true);
  }

  ArchRule noClassIsAbstract() {
    return noClasses().should(ArchConditions.be(Shapes.anAbstractClass())).allowEmptyShould(true);
  }

  ArchRule noClassExtendsAnotherOfOurs() {
    return noClasses()
        .should(ArchConditions.be(Shapes.anExtensionOfOurs(root)))
        .allowEmptyShould(true);
  }

  ArchRule classesAreFinal() {
    return noClasses().should(ArchConditions.be(Shapes.notFinal())).allowEmptyShould(true);
  }

  ArchRule namesSaySomething() {
    return noClasses()
        .should(ArchConditions.be(Shapes.namedWithoutMeaning()))
        .allowEmptyShould(true);
  }

  ArchRule nothingStaticChanges() {
    return noFields().should(ArchConditions.be(Shapes.staticState())).allowEmptyShould(true);
  }

  ArchRule noFieldIsOptional() {
    return noFields().should(ArchConditions.be(Shapes.anOptional())).allowEmptyShould(true);
  }

  ArchRule noParameterIsOptional() {
    return noCodeUnits()
        .should()
        .haveRawParameterTypes(
            DescribedPredicate.<List<JavaClass>>describe(
                "an Optional", types -> types.stream().anyMatch(Shapes::isOptional)))
        .allowEmptyShould(true);
  }

  ArchRule nobodyPrints() {
    return noClasses().should(ACCESS_STANDARD_STREAMS).allowEmptyShould(true);
  }

  ArchRule nobodyLogsPastTheSystemLogger() {
    return noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.util.logging..")
        .allowEmptyShould(true);
  }
}
