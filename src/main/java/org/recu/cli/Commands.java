package org.recu.cli;

import java.util.List;
import java.util.Optional;

/** The subcommands, in the order of the help. */
interface Commands {

  /** All subcommands of the program. */
  static Commands ofProgram() {
    return new ProgramCommands();
  }

  /** These subcommands. */
  static Commands of(Command... commands) {
    List<Command> all = List.of(commands);
    return new Commands() {
      @Override
      public List<String> names() {
        return all.stream().map(command -> command.help().name()).toList();
      }

      @Override
      public Optional<Command> named(String name) {
        return all.stream().filter(command -> command.help().name().equals(name)).findFirst();
      }
    };
  }

  /** Names of all subcommands. */
  List<String> names();

  /** The subcommand with this name; empty if there is none. */
  Optional<Command> named(String name);

  /** All subcommands. */
  default List<Command> all() {
    return names().stream().map(name -> named(name).orElseThrow()).toList();
  }
}
