package org.recu.cli;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.recu.train.TrainOptions;

/**
 * A call of {@code recu train}.
 *
 * @param options as resolved
 * @param resolved the same under the options' own names, as {@code config.json} keeps them:
 *     strings, numbers, booleans, lists of numbers, and null where an option has no value
 * @param typed names of the options that were typed, without dashes
 */
public record TrainInvocation(
    TrainOptions options, Map<String, Object> resolved, Set<String> typed) {

  public TrainInvocation {
    resolved = Collections.unmodifiableMap(new LinkedHashMap<>(resolved));
    typed = Set.copyOf(typed);
  }
}
