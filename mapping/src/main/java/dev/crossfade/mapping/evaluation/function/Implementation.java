package dev.crossfade.mapping.evaluation.function;

import org.jspecify.annotations.Nullable;

/** What a call runs, by the number of its arguments. All but {@link Lenient} are strict. */
public sealed interface Implementation {

  /** Of one argument. */
  interface Fn1<A, R> {
    @Nullable R apply(A first);
  }

  /** Of two arguments. */
  interface Fn2<A, B, R> {
    @Nullable R apply(A first, B second);
  }

  /** Of three arguments. */
  interface Fn3<A, B, C, R> {
    @Nullable R apply(A first, B second, C third);
  }

  /** Of any number of arguments. */
  interface FnN {
    @Nullable Object apply(@Nullable Object[] arguments);
  }

  record One(Fn1<Object, Object> function) implements Implementation {}

  record Two(Fn2<Object, Object, Object> function) implements Implementation {}

  record Three(Fn3<Object, Object, Object, Object> function) implements Implementation {}

  /** Strict: no argument is null. */
  record Many(FnN function) implements Implementation {}

  /** Called with nulls too. */
  record Lenient(FnN function) implements Implementation {}
}
