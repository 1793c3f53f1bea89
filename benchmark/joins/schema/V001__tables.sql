CREATE TABLE customer_orders (
  order_id    bigint PRIMARY KEY,
  customer_id bigint NOT NULL,
  customer    text NOT NULL,
  country     varchar(2) NOT NULL,
  state       varchar(10) NOT NULL,
  quantity    integer NOT NULL,
  total_cents bigint NOT NULL,
  currency    varchar(3) NOT NULL,
  email       varchar(120) NOT NULL,
  note        text NOT NULL,
  is_gift     boolean NOT NULL,
  placed_at   timestamp NOT NULL,
  shipped_at  timestamp,
  revision    integer NOT NULL
);
