package org.recu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.recu.run.FreshRun;

/** The recipes' values, and that options on the command line override them. */
final class RecipeTest {

  @ParameterizedTest
  @EnumSource(Recipe.class)
  void words_ofEveryRecipe_areWhatTheOptionsCanBe(Recipe recipe) throws UsageException {
    for (Map.Entry<String, List<String>> option : recipe.words().entrySet()) {
      Setting<?> setting = TrainSettings.TABLE.named(option.getKey()).orElseThrow();
      if (!setting.equals(SharedSettings.DATASET)) {
        setting.read(option.getValue());
      }
    }
  }

  @Test
  void cifar10_nothingElse_hasThePublishedValues() throws UsageException {
    assertThat(resolved("--recipe recu-cifar10 --data_path D"))
        .containsEntry("recipe", "recu-cifar10")
        .containsEntry("dataset", "cifar10")
        .containsEntry("model", "resnet18_1w1a")
        .containsEntry("epochs", 600)
        .containsEntry("batch_size", 256)
        .containsEntry("optimizer", "sgd")
        .containsEntry("lr", 0.1)
        .containsEntry("lr_type", "cos")
        .containsEntry("warm_up", true)
        .containsEntry("momentum", 0.9)
        .containsEntry("weight_decay", 5e-4)
        .containsEntry("decayed", "all")
        .containsEntry("tau_min", 0.85)
        .containsEntry("tau_max", 0.99)
        .containsEntry("teacher", null);
  }

  @Test
  void imagenet_otherData_keepsTheRest() throws UsageException {
    assertThat(resolved("--recipe recu-imagenet --dataset shapes"))
        .containsEntry("dataset", "shapes")
        .containsEntry("epochs", 200)
        .containsEntry("batch_size", 512)
        .containsEntry("weight_decay", 1e-4)
        .containsEntry("decayed", "conv_fc")
        .containsEntry("warm_up", true);
  }

  @Test
  void twoStage_typedBeside_wins() throws UsageException {
    Map<String, Object> first =
        resolved("--recipe two-stage-1 --dataset shapes --teacher T --epochs 7 --lr 0.01");
    assertThat(first)
        .containsEntry("model", "react_resnet18_1w1a")
        .containsEntry("stage", 1)
        .containsEntry("teacher", "T")
        .containsEntry("epochs", 7)
        .containsEntry("lr", 0.01)
        .containsEntry("lr_type", "linear")
        .containsEntry("optimizer", "adam")
        .containsEntry("weight_decay", 0.0);
    assertThat(resolved("--recipe two-stage-2 --dataset shapes --teacher none --stage1 S"))
        .containsEntry("stage", 2)
        .containsEntry("stage1", "S")
        .containsEntry("epochs", 256);
    assertThat(resolved("--recipe two-stage-1 --dataset shapes --teacher_weights resnet34.pth"))
        .containsEntry("teacher", "resnet34");
  }

  @Test
  void resume_ofARunByRecipe_goesOnAsItWasTold() throws Exception {
    Map<String, Object> stored =
        resolved("--recipe two-stage-1 --dataset shapes --teacher T --epochs 7");
    TrainInvocation resumed =
        TrainCommandLine.parse(List.of("--resume", "--save", "s")).resume(stored);
    assertThat(resumed.resolved().values())
        .containsEntry("recipe", "two-stage-1")
        .containsEntry("epochs", 7);
    assertThat(resumed.options().network().name()).isEqualTo("react_resnet18_32w1a");
    assertThat(resumed.options().teacher().orElseThrow().name()).isEqualTo("T");
  }

  private static Map<String, Object> resolved(String typed) throws UsageException {
    return TrainCommandLine.parse(List.of(typed.split(" ", -1)))
        .begin(new FreshRun(Clock.systemUTC(), () -> 1))
        .resolved()
        .values();
  }
}
