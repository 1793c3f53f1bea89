-- The same columns as on the direct path, and two of the customer's.
INSERT INTO customer_orders (order_id, customer_id, customer, country, state, quantity, total_cents, currency, email, note, is_gift,
                             placed_at, shipped_at, revision)
SELECT o.id, o.customer_id, c.name, c.country,
       CASE o.status WHEN 'new' THEN 'OPEN' WHEN 'paid' THEN 'PAID' WHEN 'sent' THEN 'SHIPPED' ELSE 'RETURNED' END,
       o.quantity, o.quantity * o.unit_cents, COALESCE(o.currency, 'USD'), o.email, COALESCE(o.note, ''), o.gift,
       o.placed_at, o.shipped_at, o.revision
FROM orders o
JOIN customers c ON c.id = o.customer_id;
