-- One row for each customer, kept by difference.
INSERT INTO customer_totals (customer_id, orders, items, cents, revision)
SELECT o.customer_id, count(*), sum(o.quantity), sum(o.quantity * o.unit_cents), sum(o.revision)
FROM orders o
GROUP BY o.customer_id;
