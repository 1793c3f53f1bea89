-- Twelve columns, seven of them as they are, five with something to do: a text taken apart, two defaults, a product, a cast.
INSERT INTO customer_orders (order_id, customer_id, state, quantity, total_cents, currency, email, note, is_gift,
                             placed_at, shipped_at, revision)
SELECT o.id, o.customer_id,
       CASE o.status WHEN 'new' THEN 'OPEN' WHEN 'paid' THEN 'PAID' WHEN 'sent' THEN 'SHIPPED' ELSE 'RETURNED' END,
       o.quantity, o.quantity * o.unit_cents, COALESCE(o.currency, 'USD'), o.email, COALESCE(o.note, ''), o.gift,
       o.placed_at, o.shipped_at, o.revision
FROM orders o;
