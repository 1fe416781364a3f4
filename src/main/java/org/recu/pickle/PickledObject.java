package org.recu.pickle;

import java.util.List;

/**
 * A function, a class or an object that a pickle names and that nobody builds: what is known of it
 * is its name. Calling it, and setting its state, does nothing.
 */
public final class PickledObject implements PickleFunction, PickleState {

  private final String name;

  /** The module and the name, separated by a dot; for an object, those of its class. */
  public PickledObject(String name) {
    this.name = name;
  }

  /** Its name, or its class's, such as {@code argparse.Namespace}; safe to print. */
  public String name() {
    return PickleText.printable(name);
  }

  @Override
  public Object call(List<?> arguments) {
    return new PickledObject(name);
  }

  @Override
  public void set(Object state) {
    // The state of an object that nobody builds has no reader.
  }
}
