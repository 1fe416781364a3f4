package org.recu;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Holds the arrows between the packages that docs/architecture.md draws. */
@AnalyzeClasses(packages = "org.recu", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

  @ArchTest
  static final ArchRule packages_haveNoCycles =
      slices().matching("org.recu.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule data_record_autodiff_dependOnNothingOfTheRest =
      noClasses()
          .that()
          .resideInAnyPackage("org.recu.data..", "org.recu.record..", "org.recu.autodiff..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.recu.cli..",
              "org.recu.train..",
              "org.recu.eval..",
              "org.recu.export..",
              "org.recu.checkpoint..",
              "org.recu.model..",
              "org.recu.weights..",
              "org.recu.nn..",
              "org.recu.binarize..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule pickle_and_pytorch_knowFileFormatsAlone =
      classes()
          .that()
          .resideInAnyPackage("org.recu.pickle..", "org.recu.pytorch..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "org.recu.pickle..", "org.recu.pytorch..");

  @ArchTest
  static final ArchRule image_dependsOnNothingOfTheRest =
      noClasses()
          .that()
          .resideInAPackage("org.recu.image..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("org.recu..").and(not(resideInAPackage("org.recu.image.."))))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule binarize_dependsOnAutodiffAlone =
      noClasses()
          .that()
          .resideInAPackage("org.recu.binarize..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.recu.cli..",
              "org.recu.train..",
              "org.recu.eval..",
              "org.recu.export..",
              "org.recu.checkpoint..",
              "org.recu.model..",
              "org.recu.nn..",
              "org.recu.data..",
              "org.recu.record..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule tensorboard_dependsOnNothingOfTheRest =
      noClasses()
          .that()
          .resideInAPackage("org.recu.tensorboard..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.recu.cli..",
              "org.recu.train..",
              "org.recu.eval..",
              "org.recu.export..",
              "org.recu.checkpoint..",
              "org.recu.model..",
              "org.recu.nn..",
              "org.recu.binarize..",
              "org.recu.autodiff..",
              "org.recu.data..",
              "org.recu.record..");

  @ArchTest
  static final ArchRule checkpoint_dependsOnNothingOfTheRest =
      noClasses()
          .that()
          .resideInAPackage("org.recu.checkpoint..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.recu.cli..",
              "org.recu.train..",
              "org.recu.eval..",
              "org.recu.export..",
              "org.recu.model..",
              "org.recu.nn..",
              "org.recu.binarize..",
              "org.recu.autodiff..",
              "org.recu.data..",
              "org.recu.record..");

  @ArchTest
  static final ArchRule page_knowsNoTensorFlowAndTrainsNothing =
      noClasses()
          .that()
          .resideInAPackage("org.recu.page..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.tensorflow..",
              "org.recu.cli..",
              "org.recu.train..",
              "org.recu.export..",
              "org.recu.binarize..",
              "org.recu.autodiff..");

  @ArchTest
  static final ArchRule benchmark_isKnownToCliAlone =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.recu.cli..", "org.recu.benchmark..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.recu.benchmark..");

  @ArchTest
  static final ArchRule generatedMessages_stayInCheckpoint =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.recu.checkpoint..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.recu.checkpoint.proto..");

  @ArchTest
  static final ArchRule commonsCli_staysInCli =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.recu.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.commons.cli..");

  @ArchTest
  static final ArchRule internalsOfTheJdk_areForStopSignalAlone =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("org.recu.cli.StopSignal")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("sun..", "com.sun.management..", "jdk.internal..");

  @ArchTest
  static final ArchRule theProgramEnds_onlyInCli =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.recu.cli..")
          .should()
          .callMethod(System.class, "exit", int.class);
}
