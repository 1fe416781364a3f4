package org.recu.eval;

import java.util.List;
import org.tensorflow.Result;
import org.tensorflow.types.TFloat32;

/** A network's numbers, read out of a session. Owns their native memory. */
public final class FrozenValues implements AutoCloseable {

  private final List<String> names;
  private final Result values;

  FrozenValues(List<String> names, Result values) {
    this.names = List.copyOf(names);
    this.values = values;
  }

  /**
   * A number by its name; valid until this is closed.
   *
   * @throws IllegalArgumentException where there is none of that name
   */
  public TFloat32 get(String name) {
    int index = names.indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException("the network holds nothing named " + name);
    }
    return (TFloat32) values.get(index);
  }

  @Override
  public void close() {
    values.close();
  }
}
