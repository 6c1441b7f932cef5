-- readings
SELECT
  `t1`.`contract`,
  `t1`.`indicator`,
  `t1`.`period`,
  SUM(CAST(`t1`.`numerator` AS DECIMAL(38, 0))) AS `numerator`,
  SUM(CAST(`t1`.`denominator` AS DECIMAL(38, 0))) AS `denominator`,
  COUNT(*) AS `n`
FROM (
  SELECT
    *
  FROM `readings` AS `t0`
  WHERE
    `t0`.`recorded` <= $on
) AS `t1`
GROUP BY
  1,
  2,
  3;

-- ratings
SELECT
  *
FROM (
  SELECT
    `t1`.`contract`,
    `t1`.`tier`,
    `t1`.`origin`,
    SUM(IF(`t1`.`level` = 1, `t1`.`count`, 0)) AS `level_1`,
    SUM(IF(`t1`.`level` = 2, `t1`.`count`, 0)) AS `level_2`,
    SUM(IF(`t1`.`level` = 3, `t1`.`count`, 0)) AS `level_3`,
    SUM(IF(`t1`.`level` = 4, `t1`.`count`, 0)) AS `level_4`,
    SUM(IF(`t1`.`level` = 5, `t1`.`count`, 0)) AS `level_5`
  FROM (
    SELECT
      *
    FROM `ratings` AS `t0`
    WHERE
      `t0`.`rated_on` <= $on
  ) AS `t1`
  GROUP BY
    1,
    2,
    3
) AS `t2`
ORDER BY
  `t2`.`contract` ASC NULLS LAST,
  `t2`.`tier` ASC NULLS LAST,
  `t2`.`origin` ASC NULLS LAST;

-- restarted
SELECT
  `t5`.`contract`,
  `t5`.`since`,
  `t5`.`tier`,
  `t5`.`origin`,
  SUM(IF(`t5`.`level` = 1, `t5`.`count`, 0)) AS `level_1`,
  SUM(IF(`t5`.`level` = 2, `t5`.`count`, 0)) AS `level_2`,
  SUM(IF(`t5`.`level` = 3, `t5`.`count`, 0)) AS `level_3`,
  SUM(IF(`t5`.`level` = 4, `t5`.`count`, 0)) AS `level_4`,
  SUM(IF(`t5`.`level` = 5, `t5`.`count`, 0)) AS `level_5`
FROM (
  SELECT
    `t4`.`id`,
    `t4`.`contract`,
    `t4`.`rated_on`,
    `t4`.`tier`,
    `t4`.`level`,
    `t4`.`count`,
    `t4`.`origin`,
    `t4`.`served_on`,
    `t2`.`contract` AS `contract_right`,
    `t2`.`since`
  FROM (
    SELECT
      *
    FROM `ratings` AS `t0`
    WHERE
      `t0`.`rated_on` <= $on
  ) AS `t4`
  INNER JOIN `restarts` AS `t2`
    ON `t4`.`contract` = `t2`.`contract` AND `t4`.`rated_on` >= `t2`.`since`
) AS `t5`
GROUP BY
  1,
  2,
  3,
  4;

-- services
SELECT
  `t1`.`contract`,
  `t1`.`tier`,
  SUM(`t1`.`count`) AS `count`
FROM (
  SELECT
    *
  FROM `services` AS `t0`
  WHERE
    `t0`.`period_ends` <= $on
) AS `t1`
GROUP BY
  1,
  2;

-- matters
SELECT
  `t6`.`contract`,
  `t6`.`handled`,
  `t6`.`late`,
  `t6`.`outcome`,
  `t6`.`contested`,
  `t6`.`rated`,
  COUNT(*) AS `count`
FROM (
  SELECT
    `t5`.`id`,
    `t5`.`contract`,
    `t5`.`raised_on`,
    `t5`.`channel`,
    `t5`.`topic`,
    `t5`.`cause`,
    `t5`.`handled_on`,
    IF(COALESCE(`t5`.`confirmed_on` <= $on, FALSE), `t5`.`outcome`, '') AS `outcome`,
    `t5`.`confirmed_by`,
    `t5`.`confirmed_on`,
    `t5`.`contested_on`,
    `t5`.`raised_on_right`,
    `t5`.`last`,
    COALESCE(`t5`.`handled_on` <= $on, FALSE) AS `handled`,
    COALESCE(
      IF(
        COALESCE(`t5`.`handled_on` <= $on, FALSE),
        `t5`.`handled_on`,
        $on
      ) > `t5`.`last`,
      FALSE
    ) AS `late`,
    COALESCE(`t5`.`contested_on` <= $on, FALSE) AS `contested`,
    `t5`.`channel` = 'rating' AS `rated`
  FROM (
    SELECT
      `t4`.`id`,
      `t4`.`contract`,
      `t4`.`raised_on`,
      `t4`.`channel`,
      `t4`.`topic`,
      `t4`.`cause`,
      `t4`.`handled_on`,
      `t4`.`outcome`,
      `t4`.`confirmed_by`,
      `t4`.`confirmed_on`,
      `t4`.`contested_on`,
      `t2`.`raised_on` AS `raised_on_right`,
      `t2`.`last`
    FROM (
      SELECT
        *
      FROM `matters` AS `t0`
      WHERE
        `t0`.`raised_on` <= $on
    ) AS `t4`
    LEFT OUTER JOIN `answer_by` AS `t2`
      ON `t4`.`raised_on` = `t2`.`raised_on`
  ) AS `t5`
) AS `t6`
GROUP BY
  1,
  2,
  3,
  4,
  5,
  6;

-- causes
WITH `t1` AS (
  SELECT
    `t0`.`id`,
    `t0`.`contract`,
    `t0`.`raised_on`,
    `t0`.`channel`,
    `t0`.`topic`,
    `t0`.`cause`,
    `t0`.`handled_on`,
    `t0`.`outcome`,
    `t0`.`confirmed_by`,
    `t0`.`confirmed_on`,
    `t0`.`contested_on`,
    COALESCE(
      COALESCE(`t0`.`confirmed_on` <= $on, FALSE)
      AND (
        `t0`.`outcome` = 'put_right'
      )
      AND NOT (
        COALESCE(`t0`.`contested_on` <= $on, FALSE)
      ),
      FALSE
    ) AS `right`
  FROM `matters` AS `t0`
  WHERE
    `t0`.`raised_on` <= $on AND `t0`.`cause` IS NOT NULL
)
SELECT
  `t7`.`contract`,
  `t7`.`cause`,
  COUNT(*) AS `raised`,
  SUM(CAST(`t7`.`right` AS BIGINT)) AS `put_right`,
  SUM(CAST(COALESCE(`t7`.`raised_on` > `t7`.`first`, FALSE) AS BIGINT)) AS `repeats`
FROM (
  SELECT
    `t3`.`id`,
    `t3`.`contract`,
    `t3`.`raised_on`,
    `t3`.`channel`,
    `t3`.`topic`,
    `t3`.`cause`,
    `t3`.`handled_on`,
    `t3`.`outcome`,
    `t3`.`confirmed_by`,
    `t3`.`confirmed_on`,
    `t3`.`contested_on`,
    `t3`.`right`,
    `t6`.`contract` AS `contract_right`,
    `t6`.`cause` AS `cause_right`,
    `t6`.`first`
  FROM `t1` AS `t3`
  LEFT OUTER JOIN (
    SELECT
      `t4`.`contract`,
      `t4`.`cause`,
      MIN(`t4`.`confirmed_on`) AS `first`
    FROM (
      SELECT
        *
      FROM `t1` AS `t2`
      WHERE
        `t2`.`right`
    ) AS `t4`
    GROUP BY
      1,
      2
  ) AS `t6`
    ON `t3`.`contract` = `t6`.`contract` AND `t3`.`cause` = `t6`.`cause`
) AS `t7`
GROUP BY
  1,
  2;

-- open_matters
SELECT
  `t0`.`contract`,
  `t0`.`raised_on`,
  `t0`.`id`,
  `t0`.`topic`
FROM `matters` AS `t0`
WHERE
  `t0`.`raised_on` <= $on
  AND NOT (
    COALESCE(`t0`.`handled_on` <= $on, FALSE)
  );

-- scores
SELECT
  `t1`.`contract`,
  `t1`.`period`,
  SUM(`t1`.`points`) AS `points`,
  SUM(`t1`.`full`) AS `full`,
  SUM(COALESCE(`t1`.`deduction_minor`, 0)) AS `deduction`
FROM (
  SELECT
    *
  FROM `scores` AS `t0`
  WHERE
    `t0`.`scored_on` <= $on
) AS `t1`
GROUP BY
  1,
  2;

-- daily
SELECT
  `t1`.`contract`,
  `t1`.`tier`,
  `t1`.`day`,
  `t1`.`month`,
  SUM(`t1`.`asked`) AS `n`,
  SUM(IF(`t1`.`level` = 1, `t1`.`asked`, 0)) AS `level_1`,
  SUM(IF(`t1`.`level` = 2, `t1`.`asked`, 0)) AS `level_2`,
  SUM(IF(`t1`.`level` = 3, `t1`.`asked`, 0)) AS `level_3`,
  SUM(IF(`t1`.`level` = 4, `t1`.`asked`, 0)) AS `level_4`,
  SUM(IF(`t1`.`level` = 5, `t1`.`asked`, 0)) AS `level_5`,
  SUM(IF(`t1`.`served_on` IS NOT NULL, `t1`.`asked`, 0)) AS `served_known`,
  SUM(IF(`t1`.`late`, `t1`.`asked`, 0)) AS `aged`,
  SUM(`t1`.`count` - `t1`.`asked`) AS `defaulted`
FROM (
  SELECT
    `t0`.`id`,
    `t0`.`contract`,
    `t0`.`rated_on`,
    `t0`.`tier`,
    `t0`.`level`,
    `t0`.`count`,
    `t0`.`origin`,
    `t0`.`served_on`,
    IF(`t0`.`origin` = 'asked', `t0`.`count`, 0) AS `asked`,
    COALESCE(DATEDIFF(DAY, `t0`.`served_on`, `t0`.`rated_on`) > $aged_after, FALSE) AS `late`,
    `t0`.`rated_on` AS `day`,
    MAKE_DATE(EXTRACT(year FROM `t0`.`rated_on`), EXTRACT(month FROM `t0`.`rated_on`), 1) AS `month`
  FROM `ratings` AS `t0`
  WHERE
    `t0`.`rated_on` <= $on
) AS `t1`
GROUP BY
  1,
  2,
  3,
  4;

-- path_services
SELECT
  `t0`.`contract`,
  `t0`.`period`,
  `t0`.`tier`,
  `t0`.`count`
FROM `services` AS `t0`
WHERE
  `t0`.`period_ends` <= $on;

-- path_months
SELECT
  `t0`.`contract`,
  `t0`.`tier`,
  `t0`.`month`,
  SUM(`t0`.`level_1`) AS `level_1`,
  SUM(`t0`.`level_2`) AS `level_2`,
  SUM(`t0`.`level_3`) AS `level_3`,
  SUM(`t0`.`level_4`) AS `level_4`,
  SUM(`t0`.`level_5`) AS `level_5`,
  SUM(`t0`.`served_known`) AS `served_known`,
  SUM(`t0`.`aged`) AS `aged`,
  SUM(`t0`.`defaulted`) AS `defaulted`
FROM `daily` AS `t0`
GROUP BY
  1,
  2,
  3;

-- path_busiest
SELECT
  `t1`.`contract`,
  `t1`.`tier`,
  `t1`.`month`,
  `t1`.`day`,
  `t1`.`n`,
  `t1`.`level_1`,
  `t1`.`level_2`,
  `t1`.`level_3`,
  `t1`.`level_4`,
  `t1`.`level_5`
FROM `daily` AS `t1`
INNER JOIN (
  SELECT
    `t5`.`contract`,
    `t5`.`tier`,
    `t5`.`month`,
    MIN(`t5`.`day`) AS `day`
  FROM (
    SELECT
      *
    FROM (
      SELECT
        `t1`.`contract`,
        `t1`.`tier`,
        `t1`.`day`,
        `t1`.`month`,
        `t1`.`n`,
        `t1`.`level_1`,
        `t1`.`level_2`,
        `t1`.`level_3`,
        `t1`.`level_4`,
        `t1`.`level_5`,
        `t1`.`served_known`,
        `t1`.`aged`,
        `t1`.`defaulted`,
        `t3`.`most`
      FROM `daily` AS `t1`
      INNER JOIN (
        SELECT
          `t0`.`contract`,
          `t0`.`tier`,
          `t0`.`month`,
          MAX(`t0`.`n`) AS `most`
        FROM `daily` AS `t0`
        GROUP BY
          1,
          2,
          3
      ) AS `t3`
        ON `t1`.`contract` = `t3`.`contract`
        AND `t1`.`tier` = `t3`.`tier`
        AND `t1`.`month` = `t3`.`month`
    ) AS `t4`
    WHERE
      `t4`.`n` = `t4`.`most` AND `t4`.`n` > 0
  ) AS `t5`
  GROUP BY
    1,
    2,
    3
) AS `t7`
  ON `t1`.`contract` = `t7`.`contract`
  AND `t1`.`tier` = `t7`.`tier`
  AND `t1`.`month` = `t7`.`month`
  AND `t1`.`day` = `t7`.`day`;

-- path_aged
SELECT
  `t5`.`contract`,
  `t5`.`tier`,
  `t5`.`month`,
  MIN(`t5`.`day`) AS `day`,
  MAX(`t5`.`aged`) AS `aged`
FROM (
  SELECT
    *
  FROM (
    SELECT
      `t1`.`contract`,
      `t1`.`tier`,
      `t1`.`day`,
      `t1`.`month`,
      `t1`.`n`,
      `t1`.`level_1`,
      `t1`.`level_2`,
      `t1`.`level_3`,
      `t1`.`level_4`,
      `t1`.`level_5`,
      `t1`.`served_known`,
      `t1`.`aged`,
      `t1`.`defaulted`,
      `t3`.`most`
    FROM `daily` AS `t1`
    INNER JOIN (
      SELECT
        `t0`.`contract`,
        `t0`.`tier`,
        `t0`.`month`,
        MAX(`t0`.`aged`) AS `most`
      FROM `daily` AS `t0`
      GROUP BY
        1,
        2,
        3
    ) AS `t3`
      ON `t1`.`contract` = `t3`.`contract`
      AND `t1`.`tier` = `t3`.`tier`
      AND `t1`.`month` = `t3`.`month`
  ) AS `t4`
  WHERE
    `t4`.`aged` = `t4`.`most` AND `t4`.`aged` > 0
) AS `t5`
GROUP BY
  1,
  2,
  3;

-- path_days
SELECT
  `t0`.`contract`,
  `t0`.`day`,
  `t0`.`tier`,
  `t0`.`level_1`,
  `t0`.`level_2`,
  `t0`.`level_3`,
  `t0`.`level_4`,
  `t0`.`level_5`
FROM `daily` AS `t0`
WHERE
  `t0`.`n` > 0;
