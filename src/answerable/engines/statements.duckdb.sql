-- readings
SELECT
  "t1"."contract",
  "t1"."indicator",
  "t1"."period",
  SUM(CAST("t1"."numerator" AS DECIMAL(38, 0))) AS "numerator",
  SUM(CAST("t1"."denominator" AS DECIMAL(38, 0))) AS "denominator",
  COUNT(*) AS "n"
FROM (
  SELECT
    *
  FROM "readings" AS "t0"
  WHERE
    "t0"."recorded" <= $on
) AS "t1"
GROUP BY
  1,
  2,
  3;

-- ratings
SELECT
  "t1"."contract",
  "t1"."tier",
  "t1"."origin",
  "t1"."level",
  SUM("t1"."count") AS "count"
FROM (
  SELECT
    *
  FROM "ratings" AS "t0"
  WHERE
    "t0"."rated_on" <= $on
) AS "t1"
GROUP BY
  1,
  2,
  3,
  4;

-- services
SELECT
  "t1"."contract",
  "t1"."tier",
  SUM("t1"."count") AS "count"
FROM (
  SELECT
    *
  FROM "services" AS "t0"
  WHERE
    "t0"."period_ends" <= $on
) AS "t1"
GROUP BY
  1,
  2;

-- matters
SELECT
  "t6"."contract",
  "t6"."handled",
  "t6"."late",
  "t6"."outcome",
  "t6"."contested",
  COUNT(*) AS "count"
FROM (
  SELECT
    "t5"."id",
    "t5"."contract",
    "t5"."raised_on",
    "t5"."channel",
    "t5"."topic",
    "t5"."cause",
    "t5"."handled_on",
    CASE
      WHEN COALESCE("t5"."confirmed_on" <= $on, FALSE)
      THEN "t5"."outcome"
      ELSE ''
    END AS "outcome",
    "t5"."confirmed_by",
    "t5"."confirmed_on",
    "t5"."contested_on",
    "t5"."raised_on_right",
    "t5"."last",
    COALESCE("t5"."handled_on" <= $on, FALSE) AS "handled",
    COALESCE(
      CASE
        WHEN COALESCE("t5"."handled_on" <= $on, FALSE)
        THEN "t5"."handled_on"
        ELSE $on
      END > "t5"."last",
      FALSE
    ) AS "late",
    COALESCE("t5"."contested_on" <= $on, FALSE) AS "contested"
  FROM (
    SELECT
      "t4"."id",
      "t4"."contract",
      "t4"."raised_on",
      "t4"."channel",
      "t4"."topic",
      "t4"."cause",
      "t4"."handled_on",
      "t4"."outcome",
      "t4"."confirmed_by",
      "t4"."confirmed_on",
      "t4"."contested_on",
      "t2"."raised_on" AS "raised_on_right",
      "t2"."last"
    FROM (
      SELECT
        *
      FROM "matters" AS "t0"
      WHERE
        "t0"."raised_on" <= $on
    ) AS "t4"
    LEFT OUTER JOIN "answer_by" AS "t2"
      ON "t4"."raised_on" = "t2"."raised_on"
  ) AS "t5"
) AS "t6"
GROUP BY
  1,
  2,
  3,
  4,
  5;

-- open_matters
SELECT
  "t0"."contract",
  "t0"."raised_on",
  "t0"."id",
  "t0"."topic"
FROM "matters" AS "t0"
WHERE
  "t0"."raised_on" <= $on
  AND NOT (
    COALESCE("t0"."handled_on" <= $on, FALSE)
  );

-- scores
SELECT
  "t1"."contract",
  "t1"."period",
  SUM("t1"."points") AS "points",
  SUM("t1"."full") AS "full",
  SUM(COALESCE("t1"."deduction_minor", 0)) AS "deduction"
FROM (
  SELECT
    *
  FROM "scores" AS "t0"
  WHERE
    "t0"."scored_on" <= $on
) AS "t1"
GROUP BY
  1,
  2;
