/** Plain Svelte, no preprocessing; tools that look at these components from another workspace find it here. */
export default {};
