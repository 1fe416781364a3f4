package org.recu.data.pipeline;

/** What is done about a record that cannot be read or made an image. */
public enum BadImages {
  /** The batch that it belongs to fails, with a message that names it. */
  STOP,
  /** Another record takes its place, which {@link Batch#substitutions} tells of. */
  SUBSTITUTE
}
