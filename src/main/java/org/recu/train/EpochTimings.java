package org.recu.train;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.recu.checkpoint.EpochSums;
import org.recu.console.Message;

/**
 * Where the time of an epoch went.
 *
 * @param epoch counted from 0
 * @param sums over its steps
 * @param evaluationSeconds time the evaluation took
 * @param checkpointSeconds time saving took
 */
record EpochTimings(int epoch, EpochSums sums, double evaluationSeconds, double checkpointSeconds) {

  /** The timings as a log message, shown with {@code --verbose}. */
  Message message() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("epoch", epoch);
    fields.put("training_seconds", sums.seconds());
    fields.put("data_wait_seconds", sums.dataWaitSeconds());
    fields.put("evaluation_seconds", evaluationSeconds);
    fields.put("checkpoint_seconds", checkpointSeconds);
    return Message.detail(
        "timings",
        fields,
        String.format(
            Locale.ROOT,
            "epoch %d took: training %.2f s, of it data wait %.2f s, evaluation %.2f s,"
                + " checkpoint %.2f s",
            epoch,
            sums.seconds(),
            sums.dataWaitSeconds(),
            evaluationSeconds,
            checkpointSeconds));
  }
}
