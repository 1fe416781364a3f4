package org.recu.trial;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recu.console.Message;
import org.recu.lowering.SumsBy;
import org.recu.lowering.Ways;
import org.recu.nn.ConvolutionShape;

/** The ways that were chosen for a network. */
public final class TriedWays implements Ways {

  private final Map<ConvolutionShape, Choice> choices;
  private final Optional<String> doubt;

  /**
   * The choices for a network.
   *
   * @param choices for each shape of its binary layers, in the network's order
   * @param doubt a warning about the arithmetic
   */
  TriedWays(Map<ConvolutionShape, Choice> choices, Optional<String> doubt) {
    this.choices = Collections.unmodifiableMap(new LinkedHashMap<>(choices));
    this.doubt = doubt;
  }

  @Override
  public SumsBy of(ConvolutionShape shape) {
    Choice choice = choices.get(shape);
    return choice == null ? SumsBy.CONVOLUTION : choice.way();
  }

  /** What was chosen, and by which times: a message for each shape. */
  public List<Message> messages() {
    List<Message> messages = new ArrayList<>();
    choices.forEach((shape, choice) -> messages.add(choice.message(shape)));
    return messages;
  }

  /** A warning that mixed precision is not faster here; empty without one. */
  public Optional<String> doubt() {
    return doubt;
  }
}
