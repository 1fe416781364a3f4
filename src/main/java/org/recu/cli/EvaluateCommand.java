package org.recu.cli;

import java.io.IOException;
import java.util.List;
import org.recu.console.Console;

/** {@code recu evaluate}: loss and accuracy of a trained model. */
final class EvaluateCommand implements Command {

  private final Action<EvaluateOptions> evaluate;

  EvaluateCommand(Action<EvaluateOptions> evaluate) {
    this.evaluate = evaluate;
  }

  @Override
  public HelpPage help() {
    return new HelpPage(
        "evaluate",
        "evaluate --model_path PATH [options]",
        "loss, top-1 and top-5 of a trained model on a data set's test images",
        EvaluateSettings.TABLE,
        List.of(
            "recu evaluate --model_path results/first",
            "recu evaluate --model_path savedmodels/NAME --dataset cifar10 --data_path D --json"));
  }

  @Override
  public int run(List<String> words, Console console) throws UsageException, IOException {
    Words typed = Words.parse(EvaluateSettings.TABLE, words);
    typed.stray(0);
    return evaluate.run(EvaluateSettings.read(typed, EvaluateSettings.MODEL_PATH), console);
  }
}
