CREATE TABLE customer_totals (
  customer_id bigint PRIMARY KEY,
  orders      bigint NOT NULL,
  items       bigint,
  cents       numeric,
  revision    bigint
);
