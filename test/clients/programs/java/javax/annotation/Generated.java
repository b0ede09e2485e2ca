package javax.annotation;

/** What generated code is marked with. Maven has it in a package, the JDK has not. */
public @interface Generated {
  String[] value();

  String date() default "";

  String comments() default "";
}
