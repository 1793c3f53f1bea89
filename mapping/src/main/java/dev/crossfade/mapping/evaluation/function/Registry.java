package dev.crossfade.mapping.evaluation.function;

import dev.crossfade.mapping.evaluation.function.Implementation.Fn1;
import dev.crossfade.mapping.evaluation.function.Implementation.Fn2;
import dev.crossfade.mapping.evaluation.function.Implementation.Fn3;
import dev.crossfade.mapping.evaluation.function.Implementation.FnN;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Collects the functions of all families by their signature. */
final class Registry {

  private final Map<String, Function<CallSite, Implementation>> factories = new HashMap<>();

  /** A strict function of one argument; the lambda's parameter type is the value's class. */
  @SuppressWarnings("unchecked")
  <A, R> Registry one(String signature, Fn1<A, R> function) {
    Implementation made = new Implementation.One((Fn1<Object, Object>) function);
    return site(signature, site -> made);
  }

  @SuppressWarnings("unchecked")
  <A, B, R> Registry two(String signature, Fn2<A, B, R> function) {
    Implementation made = new Implementation.Two((Fn2<Object, Object, Object>) function);
    return site(signature, site -> made);
  }

  @SuppressWarnings("unchecked")
  <A, B, C, R> Registry three(String signature, Fn3<A, B, C, R> function) {
    Implementation made = new Implementation.Three((Fn3<Object, Object, Object, Object>) function);
    return site(signature, site -> made);
  }

  /** A strict function of any number of arguments. */
  Registry many(String signature, FnN function) {
    Implementation made = new Implementation.Many(function);
    return site(signature, site -> made);
  }

  /** A function that is called with nulls too. */
  Registry lenient(String signature, FnN function) {
    Implementation made = new Implementation.Lenient(function);
    return site(signature, site -> made);
  }

  /** A function that is made for each call from the types and constants of its arguments. */
  Registry site(String signature, Function<CallSite, Implementation> factory) {
    if (factories.put(signature, factory) != null) {
      throw new IllegalStateException(signature + " is registered twice");
    }
    return this;
  }

  /** The same function under another signature. */
  Registry alias(String signature, String of) {
    Function<CallSite, Implementation> factory = factories.get(of);
    if (factory == null) {
      throw new IllegalStateException(of + " is not registered");
    }
    return site(signature, factory);
  }

  Map<String, Function<CallSite, Implementation>> factories() {
    return Map.copyOf(factories);
  }

  Set<String> signatures() {
    return Collections.unmodifiableSet(factories.keySet());
  }

  /** A strict implementation whose classes the caller vouches for. */
  @SuppressWarnings("unchecked")
  static <A, R> Implementation of1(Fn1<A, R> function) {
    return new Implementation.One((Fn1<Object, Object>) function);
  }

  @SuppressWarnings("unchecked")
  static <A, B, R> Implementation of2(Fn2<A, B, R> function) {
    return new Implementation.Two((Fn2<Object, Object, Object>) function);
  }

  @SuppressWarnings("unchecked")
  static <A, B, C, R> Implementation of3(Fn3<A, B, C, R> function) {
    return new Implementation.Three((Fn3<Object, Object, Object, Object>) function);
  }
}
